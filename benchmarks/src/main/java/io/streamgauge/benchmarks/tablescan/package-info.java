/** Reading whole table files of checkpoints: the checkpoint reader beside rocksdbjni and RocksDB's own tool. */
@NullMarked
package io.streamgauge.benchmarks.tablescan;

import org.jspecify.annotations.NullMarked;
