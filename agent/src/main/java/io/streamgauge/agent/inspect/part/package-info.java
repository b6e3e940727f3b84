/** What a checkpoint's bytes are divided into, one row each. Values only. */
@NullMarked
package io.streamgauge.agent.inspect.part;

import org.jspecify.annotations.NullMarked;
