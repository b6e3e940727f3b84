@NullMarked
package io.streamgauge.agent.recording;

import org.jspecify.annotations.NullMarked;
