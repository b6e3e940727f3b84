/** How ticks and blocks of time are written as bytes, without loss; docs/history.md has the format. */
@NullMarked
package io.streamgauge.agent.history.codec;

import org.jspecify.annotations.NullMarked;
