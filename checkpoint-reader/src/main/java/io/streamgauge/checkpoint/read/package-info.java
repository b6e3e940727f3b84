/**
 * Composes what the packages of the formats tell into a {@link io.streamgauge.checkpoint.report.CheckpointReport}: which handle is of which
 * state, what is read at which depth, what is remembered.
 */
@NullMarked
package io.streamgauge.checkpoint.read;

import org.jspecify.annotations.NullMarked;
