@NullMarked
package io.streamgauge.agent.log;

import org.jspecify.annotations.NullMarked;
