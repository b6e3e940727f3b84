package io.streamgauge.checkpoint.sst;

/**
 * Deletes what is older than it of a range of user keys.
 *
 * <p>RocksDB writes it whole into each file of a compaction that it touches, but it counts only between the file's smallest and largest
 * key, which the MANIFEST tells.
 *
 * @param sequence entries with a lower one are deleted
 */
public record RangeTombstone(KeyRange range, long sequence) {}
