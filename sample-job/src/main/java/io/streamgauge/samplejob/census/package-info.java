/** A job that fills every kind of state with a content known in advance: the truth that checkpoints are judged by. */
@NullMarked
package io.streamgauge.samplejob.census;

import org.jspecify.annotations.NullMarked;
