@NullMarked
package io.streamgauge.agent.analysis.leak;

import org.jspecify.annotations.NullMarked;
