/** An alert from its first sight to its end. */
@NullMarked
package io.streamgauge.agent.output.alertmanager.episode;

import org.jspecify.annotations.NullMarked;
