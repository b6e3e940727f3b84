/** Codecs: lossless, and hostile bytes. */
@NullMarked
package io.streamgauge.agent.history.codec;

import org.jspecify.annotations.NullMarked;
