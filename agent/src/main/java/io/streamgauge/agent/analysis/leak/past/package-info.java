/** What was seen of a job, its operators and its states, as the rules want it. */
@NullMarked
package io.streamgauge.agent.analysis.leak.past;

import org.jspecify.annotations.NullMarked;
