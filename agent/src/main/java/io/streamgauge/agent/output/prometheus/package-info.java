/** The metrics endpoint: Flink's own series, what the agent derives, and the agent's own metrics on one page. */
@NullMarked
package io.streamgauge.agent.output.prometheus;

import org.jspecify.annotations.NullMarked;
