/** Series in memory, and how they are called. */
@NullMarked
package io.streamgauge.agent.history.series;

import org.jspecify.annotations.NullMarked;
