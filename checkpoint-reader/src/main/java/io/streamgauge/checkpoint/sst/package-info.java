/**
 * RocksDB's block-based table files ("SSTs") in plain Java: properties, index, entries of a file or of a range of keys. What is not
 * known is refused by {@link io.streamgauge.checkpoint.sst.block.UnsupportedTableException}, never skipped.
 */
@NullMarked
package io.streamgauge.checkpoint.sst;

import org.jspecify.annotations.NullMarked;
