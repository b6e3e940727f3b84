package io.streamgauge.checkpoint.location;

import io.streamgauge.checkpoint.SupersededException;
import io.streamgauge.checkpoint.metadata.StreamHandle;
import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.MemorySource;
import io.streamgauge.checkpoint.storage.SourceStretch;
import io.streamgauge.checkpoint.storage.Storage;
import io.streamgauge.checkpoint.storage.StoragePath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opens what the handles of one checkpoint stand for: bytes inside {@code _metadata}, files beside it, files anywhere, parts of files.
 *
 * <p>Flink writes absolute paths. If there is nothing at one, the checkpoint may have been moved or copied as a whole: then the same name
 * is looked for in the directory of {@code _metadata} and beside it, in {@code shared} and {@code taskowned}. One resolver is for one
 * checkpoint and one thread. Whoever opens a source closes it; that of {@code _metadata} stays open until {@link #close}.
 */
public final class ReferenceResolver implements AutoCloseable {
    private static final Pattern CHECKPOINT = Pattern.compile("chk-[0-9]+");
    private static final Pattern JOB_ID = Pattern.compile("[0-9a-f]{32}");

    private final Storage storage;
    private final StoragePath directory;
    private final ByteSource metadata;
    private final Map<String, String> moved = new HashMap<>();

    /**
     * For one checkpoint.
     *
     * @param storage that lets it open what it may, as {@link io.streamgauge.checkpoint.storage.ConfinedStorage} does
     * @param directory of {@code _metadata}
     * @param metadata the file itself, which becomes this object's own
     */
    public ReferenceResolver(Storage storage, String directory, ByteSource metadata) {
        this.storage = storage;
        this.directory = StoragePath.parse(directory);
        this.metadata = metadata;
    }

    /**
     * The bytes that a handle stands for.
     *
     * @throws SupersededException if they are gone, and {@code _metadata} is as well
     * @throws NoSuchFileException if they are gone though the checkpoint is still there
     * @throws AccessDeniedException if the checkpoint may not name them
     */
    public ByteSource open(StreamHandle handle) throws IOException {
        if (handle instanceof StreamHandle.Inline inline) {
            return new SourceStretch(metadata, inline.offset(), inline.sizeBytes());
        }
        if (handle instanceof StreamHandle.KeyGroupStream keyGroups) {
            return open(keyGroups.stream());
        }
        if (handle instanceof StreamHandle.Segment segment) {
            ByteSource file = open(segment.path(), false);
            try {
                return new OwnedStretch(file, new SourceStretch(file, segment.offset(), segment.sizeBytes()));
            } catch (IOException e) {
                file.close();
                throw e;
            }
        }
        if (handle instanceof StreamHandle.AbsoluteFile file) {
            return open(file.path(), false);
        }
        if (handle instanceof StreamHandle.RelativeFile file) {
            return open(file.path(), true);
        }
        return new MemorySource("an empty segment", new byte[0]);
    }

    /** Where files were found that are not where the checkpoint says; by the path that it says. */
    public Map<String, String> moved() {
        return Map.copyOf(moved);
    }

    @Override
    public void close() throws IOException {
        metadata.close();
    }

    private ByteSource open(String path, boolean relative) throws IOException {
        String known = moved.get(path);
        String named = relative ? beside(path) : known == null ? path : known;
        try {
            return storage.open(named);
        } catch (NoSuchFileException | AccessDeniedException e) {
            Optional<ByteSource> elsewhere = relative ? Optional.empty() : openMoved(path);
            if (elsewhere.isPresent()) {
                return elsewhere.get();
            }
            throw e instanceof NoSuchFileException && !metadataExists()
                    ? new SupersededException(directory.toString(), e)
                    : e;
        }
    }

    private String beside(String relative) throws AccessDeniedException {
        try {
            return directory.resolve(relative).toString();
        } catch (InvalidPathException e) {
            throw (AccessDeniedException) new AccessDeniedException(relative, null, e.getReason()).initCause(e);
        }
    }

    private Optional<ByteSource> openMoved(String path) throws IOException {
        for (StoragePath candidate : candidates(path)) {
            try {
                ByteSource source = storage.open(candidate.toString());
                moved.put(path, candidate.toString());
                return Optional.of(source);
            } catch (NoSuchFileException | AccessDeniedException e) {
                // Not there either; the path that the checkpoint says is the one to complain about.
            }
        }
        return Optional.empty();
    }

    /**
     * The same file, if the directory of the checkpoint or of the job had been moved, or the one with the directories of jobs: a job that
     * claimed a checkpoint goes on using the files of the job that made it.
     */
    private List<StoragePath> candidates(String text) {
        StoragePath named;
        try {
            named = StoragePath.parse(text);
        } catch (InvalidPathException e) {
            return List.of();
        }
        String[] names = named.path().split("/");
        for (int i = names.length - 2; i > 0; i--) {
            String rest = String.join("/", List.of(names).subList(i + 1, names.length));
            @Nullable StoragePath job = directory.parent();
            if (CHECKPOINT.matcher(names[i]).matches() && names[i].equals(directory.name())) {
                return List.of(directory.resolve(rest));
            }
            if ((names[i].equals("shared") || names[i].equals("taskowned")) && job != null) {
                StoragePath own = job.resolve(names[i]).resolve(rest);
                StoragePath base = job.parent();
                boolean ofAnotherJob = JOB_ID.matcher(names[i - 1]).matches() && !names[i - 1].equals(job.name());
                return ofAnotherJob && base != null
                        ? List.of(base.resolve(names[i - 1]).resolve(names[i]).resolve(rest), own)
                        : List.of(own);
            }
        }
        return List.of(directory.resolve(named.name()));
    }

    private boolean metadataExists() throws IOException {
        try (ByteSource file =
                storage.open(directory.resolve(CheckpointLocator.METADATA).toString())) {
            return file.size() >= 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** A stretch that closes the file that it was opened for. */
    private record OwnedStretch(ByteSource file, ByteSource stretch) implements ByteSource {
        @Override
        public String name() {
            return stretch.name();
        }

        @Override
        public long size() {
            return stretch.size();
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) throws IOException {
            stretch.read(position, target, offset, length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
