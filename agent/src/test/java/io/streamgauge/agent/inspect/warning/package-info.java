@NullMarked
package io.streamgauge.agent.inspect.warning;

import org.jspecify.annotations.NullMarked;
