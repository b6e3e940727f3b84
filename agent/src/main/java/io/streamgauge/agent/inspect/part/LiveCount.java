package io.streamgauge.agent.inspect.part;

import io.streamgauge.checkpoint.report.Estimate;
import io.streamgauge.checkpoint.report.StateReport;
import org.jspecify.annotations.Nullable;

/**
 * How many live keys or entries a state has.
 *
 * @param low with high the interval that the truth is in at the confidence of the sample; both are the value where all were counted
 */
public record LiveCount(double value, double low, double high) {

    /** Null where no data was read. */
    public static @Nullable LiveCount keys(@Nullable StateReport state) {
        if (state == null) {
            return null;
        }
        if (state.scan() != null) {
            return state.scan().keys() == null ? null : counted(state.scan().keys());
        }
        if (state.sample() == null) {
            return null;
        }
        return estimated(state.sample().liveKeys());
    }

    /** Of maps one per user key. Null where no data was read. */
    public static @Nullable LiveCount entries(@Nullable StateReport state) {
        if (state == null) {
            return null;
        }
        if (state.scan() != null) {
            return counted(state.scan().entries());
        }
        return state.sample() == null ? null : estimated(state.sample().liveEntries());
    }

    private static LiveCount estimated(Estimate estimate) {
        return new LiveCount(estimate.value(), estimate.low(), estimate.high());
    }

    private static LiveCount counted(long count) {
        double exact = (double) count;
        return new LiveCount(exact, exact, exact);
    }

    public boolean isCounted() {
        return low == high;
    }
}
