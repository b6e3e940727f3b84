/** The compressed page: what repeats is known from the plan and not searched for. */
@NullMarked
package io.streamgauge.agent.output.prometheus.gzip;

import org.jspecify.annotations.NullMarked;
