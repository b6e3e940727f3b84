package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.key.KeyGroupPrefix;
import io.streamgauge.checkpoint.metadata.KeyGroupRange;
import io.streamgauge.checkpoint.metadata.StreamHandle;
import io.streamgauge.checkpoint.read.SeenFiles.Place;
import io.streamgauge.checkpoint.sst.manifest.ManifestFile;
import org.jspecify.annotations.Nullable;

/** A table file of one subtask, and what is known of it so far. One thread. */
final class StateTable {
    private final String name;
    private final StreamHandle handle;
    private final Place place;
    private final @Nullable ManifestFile manifestFile;
    private final @Nullable String manifestState;
    private @Nullable TableFacts facts;
    private @Nullable IndexFacts index;
    private boolean fresh;

    /** What is remembered of a table file. */
    record Learnt(TableFacts facts, @Nullable IndexFacts index) {
        long heapBytes() {
            return facts.heapBytes() + (index == null ? 0 : index.heapBytes());
        }
    }

    /**
     * Not read yet.
     *
     * @param name in the directory of RocksDB, such as 000126.sst
     * @param manifestFile null where there is no MANIFEST, or it does not have the file
     * @param manifestState the state that the MANIFEST has it for
     */
    StateTable(
            String name,
            StreamHandle handle,
            Place place,
            @Nullable ManifestFile manifestFile,
            @Nullable String manifestState) {
        this.name = name;
        this.handle = handle;
        this.place = place;
        this.manifestFile = manifestFile;
        this.manifestState = manifestState;
    }

    String name() {
        return name;
    }

    StreamHandle handle() {
        return handle;
    }

    Place place() {
        return place;
    }

    long sizeBytes() {
        return handle.sizeBytes();
    }

    @Nullable
    ManifestFile manifestFile() {
        return manifestFile;
    }

    /** Null where neither the file nor the MANIFEST tells. */
    @Nullable
    String state() {
        return facts != null && facts.state() != null ? facts.state() : manifestState;
    }

    void learnt(Learnt what, boolean now) {
        facts = what.facts();
        index = what.index();
        fresh = now;
    }

    /** Null where the file was not read. */
    @Nullable
    TableFacts facts() {
        return facts;
    }

    /** Null where the index was not read. */
    @Nullable
    IndexFacts index() {
        return index;
    }

    /** Whether it was read for the first time now. */
    boolean isFresh() {
        return fresh;
    }

    /** The first key group that it may have keys of, of those of its subtask. */
    int firstGroup(KeyGroupPrefix prefix, KeyGroupRange range) {
        int first = manifestFile == null ? -1 : manifestFile.firstKeyGroup(prefix);
        return overlaps(prefix, range) ? Math.max(range.start(), first) : range.start();
    }

    /** The one after the last. */
    int endGroup(KeyGroupPrefix prefix, KeyGroupRange range) {
        int last = manifestFile == null ? -1 : manifestFile.lastKeyGroup(prefix);
        return overlaps(prefix, range) && last >= 0 ? Math.min(range.end(), last + 1) : range.end();
    }

    private boolean overlaps(KeyGroupPrefix prefix, KeyGroupRange range) {
        return manifestFile != null
                && manifestFile.firstKeyGroup(prefix) < range.end()
                && manifestFile.lastKeyGroup(prefix) >= Math.max(range.start(), manifestFile.firstKeyGroup(prefix));
    }
}
