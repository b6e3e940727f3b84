@NullMarked
package io.streamgauge.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;
