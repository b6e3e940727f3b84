@NullMarked
package io.streamgauge.agent.replay;

import org.jspecify.annotations.NullMarked;
