/** The agent: Main, Wiring and Loop join the stages; each stage is a package below. */
@NullMarked
package io.streamgauge.agent;

import org.jspecify.annotations.NullMarked;
