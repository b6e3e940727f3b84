/** Recordings of async-profiler (JFR files) made into profiles. The files come from Flink's processes: hostile bytes. */
@NullMarked
package io.streamgauge.agent.profile.jfr;

import org.jspecify.annotations.NullMarked;
