package io.streamgauge.checkpoint.sst;

/**
 * What a scan of live entries came to.
 *
 * @param live keys that a reader of the database would find
 * @param entries of all tables in the range
 * @param deletions of the entries, those that delete one key
 * @param operands of the entries, those that append
 * @param bytesRead of all tables, indexes included
 */
public record LiveCounts(long live, long entries, long deletions, long operands, long bytesRead) {}
