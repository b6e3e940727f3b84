/** Bytes of a page: chunks, numbers, names, and the two formats. */
@NullMarked
package io.streamgauge.agent.output.prometheus.text;

import org.jspecify.annotations.NullMarked;
