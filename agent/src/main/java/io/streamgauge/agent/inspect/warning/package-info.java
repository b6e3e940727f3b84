/** What a person should know of a checkpoint beside the numbers, and what to do about it. Pure. */
@NullMarked
package io.streamgauge.agent.inspect.warning;

import org.jspecify.annotations.NullMarked;
