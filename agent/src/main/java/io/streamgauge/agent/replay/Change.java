package io.streamgauge.agent.replay;

import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import java.time.Instant;

/**
 * A finding came, changed its verdict or cause, or went.
 *
 * @param at the checkpoint with which it did
 * @param ended whether it is found no more; then it is as it was before
 */
record Change(Instant at, Finding finding, boolean ended) {

    boolean raises() {
        return !ended && finding.verdict().compareTo(Verdict.SUSPECT) >= 0;
    }
}
