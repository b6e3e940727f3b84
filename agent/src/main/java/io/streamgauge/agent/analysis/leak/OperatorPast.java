package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.history.Series;
import java.util.List;

/**
 * What is remembered of one operator.
 *
 * @param watermark epoch seconds; empty where the job has no event time, or nothing has been emitted yet
 * @param states by name
 */
record OperatorPast(OperatorRef operator, Arrivals arrivals, Series watermark, List<StatePast> states) {

    OperatorPast {
        states = List.copyOf(states);
    }
}
