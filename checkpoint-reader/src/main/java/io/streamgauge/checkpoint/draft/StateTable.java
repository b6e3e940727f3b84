package io.streamgauge.checkpoint.draft;

import io.streamgauge.checkpoint.key.KeyGroupPrefix;
import io.streamgauge.checkpoint.metadata.KeyGroupRange;
import io.streamgauge.checkpoint.metadata.StreamHandle;
import io.streamgauge.checkpoint.sst.manifest.ManifestFile;
import org.jspecify.annotations.Nullable;

/** A table file of one subtask, and what is known of it so far. One thread. */
public final class StateTable {
    private final String name;
    private final StreamHandle handle;
    private final FilePlace place;
    private final @Nullable ManifestFile manifestFile;
    private final @Nullable String manifestState;
    private @Nullable TableFacts facts;
    private @Nullable IndexFacts index;
    private boolean fresh;

    /** What is remembered of a table file. */
    public record Learnt(TableFacts facts, @Nullable IndexFacts index) {
        /** What it takes of memory, about, in bytes. */
        public long heapBytes() {
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
    public StateTable(
            String name,
            StreamHandle handle,
            FilePlace place,
            @Nullable ManifestFile manifestFile,
            @Nullable String manifestState) {
        this.name = name;
        this.handle = handle;
        this.place = place;
        this.manifestFile = manifestFile;
        this.manifestState = manifestState;
    }

    public String name() {
        return name;
    }

    public StreamHandle handle() {
        return handle;
    }

    public FilePlace place() {
        return place;
    }

    public long sizeBytes() {
        return handle.sizeBytes();
    }

    public @Nullable ManifestFile manifestFile() {
        return manifestFile;
    }

    /** Null where neither the file nor the MANIFEST tells. */
    public @Nullable String state() {
        return facts != null && facts.state() != null ? facts.state() : manifestState;
    }

    public void learnt(Learnt what, boolean now) {
        facts = what.facts();
        index = what.index();
        fresh = now;
    }

    /** Null where the file was not read. */
    public @Nullable TableFacts facts() {
        return facts;
    }

    /** Null where the index was not read. */
    public @Nullable IndexFacts index() {
        return index;
    }

    /** Whether it was read for the first time now. */
    public boolean isFresh() {
        return fresh;
    }

    /** The first key group that it may have keys of, of those of its subtask. */
    public int firstGroup(KeyGroupPrefix prefix, KeyGroupRange range) {
        int first = manifestFile == null ? -1 : manifestFile.firstKeyGroup(prefix);
        return overlaps(prefix, range) ? Math.max(range.start(), first) : range.start();
    }

    /** The one after the last. */
    public int endGroup(KeyGroupPrefix prefix, KeyGroupRange range) {
        int last = manifestFile == null ? -1 : manifestFile.lastKeyGroup(prefix);
        return overlaps(prefix, range) && last >= 0 ? Math.min(range.end(), last + 1) : range.end();
    }

    private boolean overlaps(KeyGroupPrefix prefix, KeyGroupRange range) {
        return manifestFile != null
                && manifestFile.firstKeyGroup(prefix) < range.end()
                && manifestFile.lastKeyGroup(prefix) >= Math.max(range.start(), manifestFile.firstKeyGroup(prefix));
    }
}
