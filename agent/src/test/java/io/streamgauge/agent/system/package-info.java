/** The whole loop with real processes: Flink, the sample job, the packaged agent, Prometheus, Alertmanager. */
@NullMarked
package io.streamgauge.agent.system;

import org.jspecify.annotations.NullMarked;
