/** Who is told. */
@NullMarked
package io.streamgauge.agent.output;

import org.jspecify.annotations.NullMarked;
