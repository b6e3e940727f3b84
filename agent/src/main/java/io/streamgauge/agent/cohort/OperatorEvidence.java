package io.streamgauge.agent.cohort;

import io.streamgauge.agent.fact.OperatorRef;
import java.util.List;

/** One operator and its states, the latter by name. */
public record OperatorEvidence(OperatorRef operator, EventTime eventTime, List<StateEvidence> states) {

    public OperatorEvidence {
        states = List.copyOf(states);
    }
}
