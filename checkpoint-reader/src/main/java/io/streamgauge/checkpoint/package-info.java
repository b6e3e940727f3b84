/** What is in a Flink checkpoint or savepoint, per state, without Flink and without user classes. */
@NullMarked
package io.streamgauge.checkpoint;

import org.jspecify.annotations.NullMarked;
