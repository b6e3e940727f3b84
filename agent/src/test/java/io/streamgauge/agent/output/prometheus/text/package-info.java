@NullMarked
package io.streamgauge.agent.output.prometheus.text;

import org.jspecify.annotations.NullMarked;
