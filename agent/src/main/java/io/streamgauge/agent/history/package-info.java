/** What is remembered: series, events and findings; survives kill -9, bounded by size and age. */
@NullMarked
package io.streamgauge.agent.history;

import org.jspecify.annotations.NullMarked;
