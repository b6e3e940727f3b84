/** How RocksDB's block-based table files are stored: footer, blocks, checksums, compression. Knows nothing of what the entries mean. */
@NullMarked
package io.streamgauge.checkpoint.sst.block;

import org.jspecify.annotations.NullMarked;
