/** Profiles of Flink's processes, taken by the reporters in them and sent over their connections. */
@NullMarked
package io.streamgauge.agent.source.profile;

import org.jspecify.annotations.NullMarked;
