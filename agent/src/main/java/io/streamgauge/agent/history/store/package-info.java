/** RocksDB and its directory. */
@NullMarked
package io.streamgauge.agent.history.store;

import org.jspecify.annotations.NullMarked;
