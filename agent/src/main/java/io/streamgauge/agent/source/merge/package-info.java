/** Makes one picture of what reporters push and REST tells, alike for every Flink version. Unknown stays null. */
@NullMarked
package io.streamgauge.agent.source.merge;

import org.jspecify.annotations.NullMarked;
