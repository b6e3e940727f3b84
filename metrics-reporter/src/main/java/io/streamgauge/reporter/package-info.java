/** What runs inside Flink's JVMs: never blocks, never throws into Flink, bounded memory. */
@NullMarked
package io.streamgauge.reporter;

import org.jspecify.annotations.NullMarked;
