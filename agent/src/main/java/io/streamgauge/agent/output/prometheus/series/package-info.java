/** Flink's own series: the plan of the page, made when metrics come and go, and its lines. */
@NullMarked
package io.streamgauge.agent.output.prometheus.series;

import org.jspecify.annotations.NullMarked;
