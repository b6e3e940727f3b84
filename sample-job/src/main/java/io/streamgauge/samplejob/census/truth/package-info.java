/** What the census leaves in its states, computed from its options alone; knows nothing of Flink. */
@NullMarked
package io.streamgauge.samplejob.census.truth;

import org.jspecify.annotations.NullMarked;
