@NullMarked
package io.streamgauge.agent.output.prometheus.gzip;

import org.jspecify.annotations.NullMarked;
