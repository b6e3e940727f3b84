/** The command {@code streamgauge inspect}: finds checkpoints, has them read, and prints what is in them. */
@NullMarked
package io.streamgauge.agent.inspect;

import org.jspecify.annotations.NullMarked;
