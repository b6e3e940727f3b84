/**
 * What {@code _metadata} says: operators, subtasks and the handles of their state, for the formats 2 to 6. Describes
 * the files of a checkpoint, opens none of them.
 */
@NullMarked
package io.streamgauge.checkpoint.metadata;

import org.jspecify.annotations.NullMarked;
