package io.streamgauge.agent;

import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.SourceFacts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the agent cannot see at all, in words: shown beside every answer, so that silence is not taken for health. */
final class NotAssessed {

    private NotAssessed() {}

    static List<String> of(Facts facts) {
        Set<String> texts = new LinkedHashSet<>();
        for (SourceFacts source : facts.sources()) {
            if (source.problem() != null) {
                texts.add("source " + source.name() + ": " + source.problem());
            }
        }
        if (facts.processes().isEmpty()) {
            texts.add("no reporter is connected: nothing is known of any process or state");
        }
        long switchedOff = facts.processes().stream()
                .flatMap(process -> process.disabledSwitches().stream())
                .distinct()
                .count();
        if (switchedOff > 0) {
            texts.add(switchedOff + " of Flink's state.backend.rocksdb.metrics.* switches are off;"
                    + " /api/v1/processes names them");
        }
        return List.copyOf(texts);
    }
}
