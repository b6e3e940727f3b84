/** The loop as the stages see it, on a clock of its own. */
@NullMarked
package io.streamgauge.agent;

import org.jspecify.annotations.NullMarked;
