/** Support conversations as a stateful Flink service, with switches for state leaks. */
@NullMarked
package io.streamgauge.samplejob;

import org.jspecify.annotations.NullMarked;
