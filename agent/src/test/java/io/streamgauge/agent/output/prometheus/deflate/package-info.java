@NullMarked
package io.streamgauge.agent.output.prometheus.deflate;

import org.jspecify.annotations.NullMarked;
