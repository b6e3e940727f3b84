/** Trends of a series of numbers: rank statistics that a few wild values cannot sway. Knows nothing of Flink. */
@NullMarked
package io.streamgauge.agent.analysis.trend;

import org.jspecify.annotations.NullMarked;
