/** A job played out key by key, for tests of what is made of its checkpoints. */
@NullMarked
package io.streamgauge.agent.observation;

import org.jspecify.annotations.NullMarked;
