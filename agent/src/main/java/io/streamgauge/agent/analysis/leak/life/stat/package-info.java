/** Statistics of lives and of what rises. */
@NullMarked
package io.streamgauge.agent.analysis.leak.life.stat;

import org.jspecify.annotations.NullMarked;
