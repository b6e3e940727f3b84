/** The sample job's throughput on real clusters, with and without reporter and agent. */
@NullMarked
package io.streamgauge.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;
