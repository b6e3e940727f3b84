/** What is told of the process: who it is, and the metrics that Flink lacks. */
@NullMarked
package io.streamgauge.reporter.process;

import org.jspecify.annotations.NullMarked;
