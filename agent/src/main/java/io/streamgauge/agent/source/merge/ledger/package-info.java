/** Counts that only grow, whatever tells of an event and how often. */
@NullMarked
package io.streamgauge.agent.source.merge.ledger;

import org.jspecify.annotations.NullMarked;
