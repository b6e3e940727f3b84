/** Parts of profiles: by operator, subtask and group of threads, and with Flink's plumbing folded. Pure. */
@NullMarked
package io.streamgauge.agent.profile.select;

import org.jspecify.annotations.NullMarked;
