/** Profiles on disk: within a budget, for a time, oldest first to go. */
@NullMarked
package io.streamgauge.agent.profile.store;

import org.jspecify.annotations.NullMarked;
