package io.streamgauge.agent.profile.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file a profile, in a directory of its own; what is in it is read at the start, so it survives the agent. After each addition
 * the oldest go until the files are within the budget. Thread-safe; reads and writes files.
 */
public final class ProfileStore {

    private static final Logger LOG = LoggerFactory.getLogger(ProfileStore.class);
    private static final String SUFFIX = ".profile";
    private static final String UNFINISHED = ".tmp";
    private static final int MAGIC = 0x53475031; // SGP1
    private static final int MOST_JFR = 1 << 30;

    private record Entry(ProfileDescription description, long bytes) {}

    private static final Comparator<Entry> OLDEST_FIRST = Comparator.comparing(
                    (Entry entry) -> entry.description().to())
            .thenComparing(entry -> entry.description().id());

    private final Path directory;
    private final long budgetBytes;
    private final Duration retention;
    private final TreeSet<Entry> entries = new TreeSet<>(OLDEST_FIRST);
    private long bytes;

    private ProfileStore(Path directory, long budgetBytes, Duration retention) {
        this.directory = directory;
        this.budgetBytes = budgetBytes;
        this.retention = retention;
    }

    /** Opens or makes it; what cannot be read is deleted, for it would be in the way for ever. */
    public static ProfileStore open(Path directory, long budgetBytes, Duration retention) throws IOException {
        ProfileStore store = new ProfileStore(directory, budgetBytes, retention);
        Files.createDirectories(directory);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                store.found(file);
            }
        }
        return store;
    }

    private synchronized void found(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(UNFINISHED)) {
            Files.deleteIfExists(file);
        } else if (name.endsWith(SUFFIX)) {
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                magic(in);
                keep(new Entry(ProfileCodec.readDescription(in), Files.size(file)));
            } catch (IOException e) {
                LOG.atWarn().setCause(e).addKeyValue("file", file).log("A stored profile cannot be read; deleted");
                Files.deleteIfExists(file);
            }
        }
    }

    /**
     * Keeps a profile, and lets the oldest go.
     *
     * @param now retention counts from here
     * @throws IOException when it does not fit within the budget, or the disk says no
     */
    public synchronized void add(StoredProfile profile, Instant now) throws IOException {
        ProfileDescription description = profile.description();
        Path unfinished = directory.resolve(description.id() + UNFINISHED);
        try {
            try (OutputStream file = Files.newOutputStream(unfinished)) {
                write(profile, file);
            }
            long size = Files.size(unfinished);
            if (size > budgetBytes) {
                throw new IOException(
                        "a profile of " + size + " bytes does not fit in profiles.disk-budget, " + budgetBytes);
            }
            Files.move(
                    unfinished,
                    file(description.id()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            keep(new Entry(description, size));
        } finally {
            Files.deleteIfExists(unfinished);
        }
        trim(now);
    }

    private void keep(Entry entry) {
        if (entries.add(entry)) {
            bytes += entry.bytes();
        }
    }

    /** Lets go what is too old or too much. */
    public synchronized void trim(Instant now) {
        while (!entries.isEmpty()) {
            Entry oldest = entries.first();
            boolean tooOld = oldest.description().to().isBefore(now.minus(retention));
            if (!tooOld && bytes <= budgetBytes) {
                return;
            }
            entries.remove(oldest);
            bytes -= oldest.bytes();
            try {
                Files.deleteIfExists(file(oldest.description().id()));
            } catch (IOException e) {
                LOG.atWarn()
                        .setCause(e)
                        .addKeyValue("profile", oldest.description().id())
                        .log("An old profile cannot be deleted");
            }
        }
    }

    /** Newest first. */
    public synchronized List<ProfileDescription> list() {
        List<ProfileDescription> all = new ArrayList<>();
        entries.descendingIterator().forEachRemaining(entry -> all.add(entry.description()));
        return all;
    }

    public synchronized Optional<ProfileDescription> find(String id) {
        return entries.stream()
                .map(Entry::description)
                .filter(description -> description.id().equals(id))
                .findFirst();
    }

    /** Empty when there is none of that id, or no longer. */
    public Optional<StoredProfile> read(String id) throws IOException {
        // Only ids that are known become paths.
        if (find(id).isEmpty()) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file(id))))) {
            magic(in);
            ProfileDescription description = ProfileCodec.readDescription(in);
            int jfrLength = in.readInt();
            if (jfrLength < 0 || jfrLength > MOST_JFR) {
                throw new IOException(id + ": recording of " + jfrLength + " bytes");
            }
            byte[] jfr = in.readNBytes(jfrLength);
            DataInputStream stacks = new DataInputStream(new BufferedInputStream(new GZIPInputStream(in)));
            return Optional.of(new StoredProfile(description, ProfileCodec.readProfile(stacks), jfr));
        }
    }

    private static void write(StoredProfile profile, OutputStream file) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file));
        out.writeInt(MAGIC);
        ProfileCodec.write(profile.description(), out);
        out.writeInt(profile.jfr().length);
        out.write(profile.jfr());
        GZIPOutputStream compressed = new GZIPOutputStream(out);
        DataOutputStream stacks = new DataOutputStream(new BufferedOutputStream(compressed));
        ProfileCodec.write(profile.profile(), stacks);
        stacks.flush();
        compressed.finish();
        out.flush();
    }

    private static void magic(DataInputStream in) throws IOException {
        int found = in.readInt();
        if (found != MAGIC) {
            throw new IOException("begins with " + Integer.toHexString(found) + ": not a profile of this agent");
        }
    }

    private Path file(String id) {
        return directory.resolve(id + SUFFIX);
    }

    /** Of all files. */
    public synchronized long bytes() {
        return bytes;
    }
}
