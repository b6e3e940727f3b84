/** Reads Flink's REST interface: topology, checkpoints, failures, TaskManagers. Never the way for bulk metrics. */
@NullMarked
package io.streamgauge.agent.source.flinkrest;

import org.jspecify.annotations.NullMarked;
