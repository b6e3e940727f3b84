/** Judges states by the lives of their keys: what dies in time is no leak, however much it grows. Pure functions. */
@NullMarked
package io.streamgauge.agent.analysis.leak.life;

import org.jspecify.annotations.NullMarked;
