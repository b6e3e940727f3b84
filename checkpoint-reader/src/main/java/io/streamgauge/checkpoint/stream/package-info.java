/**
 * Keyed state that lies in one stream: full snapshots of RocksDB and canonical savepoints entry by entry, heap checkpoints by size alone.
 */
@NullMarked
package io.streamgauge.checkpoint.stream;

import org.jspecify.annotations.NullMarked;
