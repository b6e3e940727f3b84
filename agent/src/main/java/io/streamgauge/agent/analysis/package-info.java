/** What it means. Pure functions: no clock, no I/O, no logger. */
@NullMarked
package io.streamgauge.agent.analysis;

import org.jspecify.annotations.NullMarked;
