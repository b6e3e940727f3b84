@NullMarked
package io.streamgauge.agent.output.alertmanager;

import org.jspecify.annotations.NullMarked;
