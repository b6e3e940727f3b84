@NullMarked
package io.streamgauge.agent.inspect.diff;

import org.jspecify.annotations.NullMarked;
