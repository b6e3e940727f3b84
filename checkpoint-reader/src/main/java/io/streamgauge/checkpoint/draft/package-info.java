/**
 * What is known of a checkpoint while it comes together: operators, states, table files and what was learnt of them. Opens nothing; turns
 * into {@link io.streamgauge.checkpoint.report.CheckpointReport}'s parts.
 */
@NullMarked
package io.streamgauge.checkpoint.draft;

import org.jspecify.annotations.NullMarked;
