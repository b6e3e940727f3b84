/** The census' source: a bounded sequence that may stay open, so that checkpoints come after the last record. */
@NullMarked
package io.streamgauge.samplejob.census.traffic;

import org.jspecify.annotations.NullMarked;
