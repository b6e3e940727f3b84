/** What one completed checkpoint shows of a job's states: all that judging them needs, live or replayed from a file. */
@NullMarked
package io.streamgauge.agent.observation;

import org.jspecify.annotations.NullMarked;
