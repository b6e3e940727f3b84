/** Facts pushed by the reporters inside Flink's processes: one WebSocket connection each. */
@NullMarked
package io.streamgauge.agent.source.reporter;

import org.jspecify.annotations.NullMarked;
