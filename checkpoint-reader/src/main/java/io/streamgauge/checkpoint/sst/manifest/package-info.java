/**
 * The MANIFEST of a RocksDB database: which table files live, on which level and with which keys. Read without opening a single one of
 * them.
 */
@NullMarked
package io.streamgauge.checkpoint.sst.manifest;

import org.jspecify.annotations.NullMarked;
