/** What completed checkpoints hold, read from their storage: one after another, on a thread of its own. */
@NullMarked
package io.streamgauge.agent.source.checkpoint;

import org.jspecify.annotations.NullMarked;
