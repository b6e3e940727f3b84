@NullMarked
package io.streamgauge.agent.inspect.text;

import org.jspecify.annotations.NullMarked;
