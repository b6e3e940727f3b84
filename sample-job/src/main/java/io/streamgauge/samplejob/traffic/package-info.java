/** What happens at the support desk: events computed from a seed and an index, and their event time. */
@NullMarked
package io.streamgauge.samplejob.traffic;

import org.jspecify.annotations.NullMarked;
