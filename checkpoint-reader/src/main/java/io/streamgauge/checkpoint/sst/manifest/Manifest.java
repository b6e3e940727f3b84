package io.streamgauge.checkpoint.sst.manifest;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.sst.block.UnsupportedTableException;
import io.streamgauge.checkpoint.storage.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The live table files of a database, as its MANIFEST tells. RocksDB only appends to a MANIFEST, so that of a later checkpoint of the same
 * instance is read from where the one before ended. Immutable.
 */
public final class Manifest {
    private static final String DEFAULT_FAMILY = "default";

    private final Map<Long, ManifestFile> files;
    private final Map<Integer, String> families;
    private final long length;

    private Manifest(Map<Long, ManifestFile> files, Map<Integer, String> families, long length) {
        this.files = files;
        this.families = families;
        this.length = length;
    }

    /**
     * Reads a whole MANIFEST.
     *
     * @throws CheckpointFormatException if it is damaged
     * @throws UnsupportedTableException if it is sound, and uses something that is not known
     */
    public static Manifest read(ByteSource source) throws IOException {
        return new Manifest(Map.of(), Map.of(0, DEFAULT_FAMILY), 0).readOn(source);
    }

    /**
     * Reads what was appended since.
     *
     * @param source of the same MANIFEST, at least as long as it was
     * @throws CheckpointFormatException if it is shorter, or damaged
     * @throws UnsupportedTableException if it is sound, and uses something that is not known
     */
    public Manifest readOn(ByteSource source) throws IOException {
        if (source.size() < length) {
            throw new CheckpointFormatException(
                    source.name(),
                    source.size(),
                    "found the end, expected at least the " + length + " bytes of before");
        }
        State state = new State(new HashMap<>(files), new HashMap<>(families));
        LogReader records = new LogReader(source, length);
        long applied = length;
        List<VersionEdit> group = new ArrayList<>();
        while (true) {
            byte[] record = records.next();
            if (record == null) {
                // A group that is not complete does not count, as in RocksDB.
                return new Manifest(state.files, state.families, applied);
            }
            VersionEdit edit = VersionEdit.parse(source.name(), records.position(), record);
            group.add(edit);
            if (edit.remainingInGroup() <= 0) {
                group.forEach(state::apply);
                group.clear();
                applied = records.position();
            }
        }
    }

    /** The files, in no order. */
    public Collection<ManifestFile> files() {
        return Collections.unmodifiableCollection(files.values());
    }

    /** Null for one that does not live. */
    public @Nullable ManifestFile file(long number) {
        return files.get(number);
    }

    /** The name of a column family; null if there is none of this id. */
    public @Nullable String familyName(int id) {
        return families.get(id);
    }

    /** How much of the file this stands for, in bytes. */
    public long length() {
        return length;
    }

    /** What it takes of memory, about, in bytes. */
    public long heapBytes() {
        long bytes = 200;
        for (ManifestFile file : files.values()) {
            bytes += file.heapBytes();
        }
        for (String name : families.values()) {
            bytes += 100 + 2L * name.length();
        }
        return bytes;
    }

    private record State(Map<Long, ManifestFile> files, Map<Integer, String> families) {
        void apply(VersionEdit edit) {
            int family = edit.columnFamily();
            String name = edit.addedFamily();
            if (name != null) {
                families.put(family, name);
            }
            edit.deleted().forEach(files::remove);
            edit.added().forEach(file -> files.put(file.number(), file.inFamily(family)));
            if (edit.dropsFamily()) {
                families.remove(family);
                files.values().removeIf(file -> file.columnFamily() == family);
            }
        }
    }
}
