/** The binary format between reporter and agent, used by both ends; see docs/wire.md. */
@NullMarked
package io.streamgauge.wire;

import org.jspecify.annotations.NullMarked;
