@NullMarked
package io.streamgauge.agent.source.merge.ledger;

import org.jspecify.annotations.NullMarked;
