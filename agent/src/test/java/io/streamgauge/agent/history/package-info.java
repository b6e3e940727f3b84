/** History as its callers see it, and its faults. */
@NullMarked
package io.streamgauge.agent.history;

import org.jspecify.annotations.NullMarked;
