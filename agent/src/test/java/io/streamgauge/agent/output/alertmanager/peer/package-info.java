@NullMarked
package io.streamgauge.agent.output.alertmanager.peer;

import org.jspecify.annotations.NullMarked;
