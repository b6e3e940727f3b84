package io.streamgauge.checkpoint.location;

import io.streamgauge.checkpoint.storage.Storage;
import io.streamgauge.checkpoint.storage.StoragePath;
import io.streamgauge.checkpoint.storage.StoredFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds checkpoints from any of the places that people name: a {@code _metadata} file, a chk-N or savepoint directory, the directory of a
 * job, or one with the directories of several jobs and savepoints. Lists directories, opens no file.
 */
public final class CheckpointLocator {
    static final String METADATA = "_metadata";

    private static final Pattern CHECKPOINT = Pattern.compile("chk-([0-9]{1,18})");
    private static final Pattern JOB_ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern SAVEPOINT = Pattern.compile("savepoint-.+");

    /** Checkpoints without a known time last, then by id. */
    private static final Comparator<LocatedCheckpoint> NEWEST_FIRST = Comparator.comparing(
                    (LocatedCheckpoint checkpoint) ->
                            Optional.ofNullable(checkpoint.modified()).orElse(Instant.MIN))
            .thenComparingLong(checkpoint -> checkpoint.checkpointId().orElse(-1))
            .thenComparing(LocatedCheckpoint::directory)
            .reversed();

    private final Storage storage;

    public CheckpointLocator(Storage storage) {
        this.storage = storage;
    }

    /**
     * All checkpoints at a place, newest first; those that are not complete, being written or abandoned, among them.
     *
     * @throws NoSuchFileException if the place does not exist
     * @throws java.nio.file.InvalidPathException if the path is not absolute or has {@code ..} in it
     */
    public List<LocatedCheckpoint> locate(String place) throws IOException {
        StoragePath path = StoragePath.parse(place);
        StoragePath parent = path.parent();
        if (path.name().equals(METADATA) && parent != null) {
            return List.of(ofFile(path, parent));
        }
        List<LocatedCheckpoint> found = new ArrayList<>();
        List<StoredFile> entries = storage.list(path.toString());
        if (isCheckpoint(path) || entries.stream().anyMatch(CheckpointLocator::isMetadata)) {
            found.add(checkpoint(path, entries, null));
        } else {
            below(path, entries, JOB_ID.matcher(path.name()).matches(), found);
        }
        found.sort(NEWEST_FIRST);
        return found;
    }

    /** The newest complete checkpoint at a place; empty where there is none. */
    public Optional<LocatedCheckpoint> newest(String place) throws IOException {
        return locate(place).stream().filter(LocatedCheckpoint::complete).findFirst();
    }

    private LocatedCheckpoint ofFile(StoragePath file, StoragePath directory) throws IOException {
        List<StoredFile> entries = storage.list(directory.toString());
        if (entries.stream().noneMatch(CheckpointLocator::isMetadata)) {
            throw new NoSuchFileException(file.toString());
        }
        return checkpoint(directory, entries, null);
    }

    private void below(StoragePath path, List<StoredFile> entries, boolean inJob, List<LocatedCheckpoint> found)
            throws IOException {
        for (StoredFile entry : entries) {
            StoragePath child = path.resolve(StoragePath.parse(entry.path()).name());
            if (!entry.isDirectory()) {
                continue;
            }
            if (isCheckpoint(child)) {
                listed(child).ifPresent(files -> found.add(checkpoint(child, files, entry.modified())));
            } else if (!inJob && JOB_ID.matcher(child.name()).matches()) {
                Optional<List<StoredFile>> files = listed(child);
                if (files.isPresent()) {
                    below(child, files.get(), true, found);
                }
            }
        }
    }

    /** Empty for a directory that disappeared since its parent was listed. */
    private Optional<List<StoredFile>> listed(StoragePath directory) throws IOException {
        try {
            return Optional.of(storage.list(directory.toString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static LocatedCheckpoint checkpoint(
            StoragePath directory, List<StoredFile> entries, @Nullable Instant directoryModified) {
        Optional<StoredFile> metadata =
                entries.stream().filter(CheckpointLocator::isMetadata).findFirst();
        var id = CHECKPOINT.matcher(directory.name());
        StoragePath job = directory.parent();
        return new LocatedCheckpoint(
                directory.toString(),
                id.matches() ? OptionalLong.of(Long.parseLong(id.group(1))) : OptionalLong.empty(),
                job != null && JOB_ID.matcher(job.name()).matches() ? job.name() : null,
                metadata.isPresent(),
                metadata.isPresent() ? metadata.get().modified() : directoryModified);
    }

    private static boolean isCheckpoint(StoragePath path) {
        return CHECKPOINT.matcher(path.name()).matches()
                || SAVEPOINT.matcher(path.name()).matches();
    }

    private static boolean isMetadata(StoredFile file) {
        return !file.isDirectory() && file.path().endsWith("/" + METADATA);
    }
}
