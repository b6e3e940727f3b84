/** The catalog of streamgauge_* metrics: the one place to add one. Turns facts into samples for history and /metrics. */
@NullMarked
package io.streamgauge.agent.metric;

import org.jspecify.annotations.NullMarked;
