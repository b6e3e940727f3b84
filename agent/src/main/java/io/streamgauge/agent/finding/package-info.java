/** The vocabulary between analysis and output. */
@NullMarked
package io.streamgauge.agent.finding;

import org.jspecify.annotations.NullMarked;
