package io.streamgauge.samplejob.census;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * Counts in accumulators what an operator sees itself put into its states since the job started: elements by
 * {@code operator/state}, and {@code operator/records}. One subtask's, on its thread; Flink sums the subtasks up.
 */
final class Tally {

    private static final String RECORDS = "records";

    private final RuntimeContext context;
    private final String operator;
    private final Map<String, LongCounter> counters = new HashMap<>();

    Tally(RuntimeContext context, String operator) {
        this.context = context;
        this.operator = operator;
    }

    void record() {
        add(RECORDS, 1);
    }

    /** Negative for what was removed. */
    void add(String state, long elements) {
        LongCounter counter = counters.get(state);
        if (counter == null) {
            counter = context.getLongCounter(operator + "/" + state);
            counters.put(state, counter);
        }
        counter.add(elements);
    }
}
