/** A deflate encoder (RFC 1951) for writers that know themselves what repeats. */
@NullMarked
package io.streamgauge.agent.output.prometheus.deflate;

import org.jspecify.annotations.NullMarked;
