/** What RocksDB's gauges do not say by themselves: which are frozen, which show the same cache. */
@NullMarked
package io.streamgauge.agent.source.merge.rocksdb;

import org.jspecify.annotations.NullMarked;
