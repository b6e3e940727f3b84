/** What registering, collecting and scraping cost: Flink's PrometheusReporter, libraries, and ours, on the same metrics. */
@NullMarked
package io.streamgauge.benchmarks.exposition;

import org.jspecify.annotations.NullMarked;
