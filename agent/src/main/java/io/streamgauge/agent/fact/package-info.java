/** What is known of the cluster at one moment, alike for every Flink version; made by source.merge, immutable. Unknown is null, never 0. */
@NullMarked
package io.streamgauge.agent.fact;

import org.jspecify.annotations.NullMarked;
