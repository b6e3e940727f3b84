package io.streamgauge.checkpoint.stream;

/** What a stream of keyed state is made of, after its declarations. The handle does not tell. */
public enum SnapshotFormat {
    /** Entries as RocksDB has them: FullSnapshotAsyncWriter, for full checkpoints of RocksDB and canonical savepoints of any backend. */
    FULL,
    /** Objects as their serializers write them: HeapSnapshotStrategy. Without the classes only sizes per key group can be told. */
    HEAP
}
