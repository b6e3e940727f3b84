package io.streamgauge.agent.analysis.leak.past;

import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.history.series.Series;
import java.util.List;

/**
 * What is remembered of one operator.
 *
 * @param watermark epoch seconds; empty where the job has no event time, or nothing has been emitted yet
 * @param states by name
 */
public record OperatorPast(OperatorRef operator, Arrivals arrivals, Series watermark, List<StatePast> states) {

    public OperatorPast {
        states = List.copyOf(states);
    }
}
