@NullMarked
package io.streamgauge.agent.analysis.trend;

import org.jspecify.annotations.NullMarked;
