@NullMarked
package io.streamgauge.agent.analysis.leak.life;

import org.jspecify.annotations.NullMarked;
