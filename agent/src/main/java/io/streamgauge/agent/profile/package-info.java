/**
 * What it is to take a profile of a Flink process: the request, the recording it yields, why there is none. Sources implement
 * {@link io.streamgauge.agent.profile.Profiler}; reading, storing and serving profiles rest on these types alone.
 */
@NullMarked
package io.streamgauge.agent.profile;

import org.jspecify.annotations.NullMarked;
