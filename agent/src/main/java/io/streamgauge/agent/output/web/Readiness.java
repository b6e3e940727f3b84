package io.streamgauge.agent.output.web;

import io.streamgauge.agent.fact.SourceFacts;
import io.streamgauge.agent.view.View;
import java.util.List;

/** Ready means that every source has answered once, so that what is missing is really missing. */
record Readiness(List<String> waitingFor) {

    Readiness {
        waitingFor = List.copyOf(waitingFor);
    }

    static Readiness of(View view) {
        if (view.facts().sources().isEmpty()) {
            return new Readiness(List.of("first tick"));
        }
        return new Readiness(view.facts().sources().stream()
                .filter(source -> source.lastSuccess() == null)
                .map(SourceFacts::name)
                .toList());
    }

    boolean ready() {
        return waitingFor.isEmpty();
    }
}
