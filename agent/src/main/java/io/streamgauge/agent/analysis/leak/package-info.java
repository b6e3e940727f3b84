/** Which state grows without bound, and why. */
@NullMarked
package io.streamgauge.agent.analysis.leak;

import org.jspecify.annotations.NullMarked;
