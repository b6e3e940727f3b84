/** Time that tests move. */
@NullMarked
package io.streamgauge.agent.clock;

import org.jspecify.annotations.NullMarked;
