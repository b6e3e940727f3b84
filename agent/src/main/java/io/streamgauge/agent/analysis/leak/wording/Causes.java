package io.streamgauge.agent.analysis.leak.wording;

import io.streamgauge.agent.analysis.leak.past.StatePast;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.CauseShare;
import io.streamgauge.agent.history.series.Series;
import java.util.List;

/**
 * Likely causes of growth, as far as gauges tell: by the kind of state, and by whether anything is ever deleted from it.
 *
 * <p>The shares are judgement, not calibrated; what is left of 1 is for causes that gauges cannot show.
 */
public final class Causes {

    /** Tombstones by writes down to which nothing is cleared: a few may come from elsewhere, such as a sweep. */
    private static final double NOTHING_CLEARED = 0.001;

    private Causes() {}

    public static List<CauseShare> ofGrowth(StatePast state, double tombstones, boolean eventTimeKnown) {
        if (state.eventTimers()) {
            return eventTimeKnown
                    ? List.of(share(Cause.FAR_TIMERS, 0.6), share(Cause.PARTLY_CLEARED, 0.2))
                    : List.of(share(Cause.STALLED_WATERMARK, 0.6), share(Cause.FAR_TIMERS, 0.3));
        }
        if (state.timers()) {
            return List.of(share(Cause.FAR_TIMERS, 0.7), share(Cause.PARTLY_CLEARED, 0.1));
        }
        if (state.windows()) {
            return eventTimeKnown
                    ? List.of(share(Cause.OPEN_WINDOWS, 0.7), share(Cause.PER_KEY_GROWTH, 0.1))
                    : List.of(share(Cause.STALLED_WATERMARK, 0.5), share(Cause.OPEN_WINDOWS, 0.4));
        }
        return tombstones <= NOTHING_CLEARED
                ? List.of(
                        share(Cause.NEVER_CLEARED, 0.75),
                        share(Cause.PER_KEY_GROWTH, 0.06),
                        share(Cause.EXPIRED_GARBAGE, 0.04),
                        share(Cause.TTL_REFRESHED, 0.04),
                        share(Cause.TTL_INACTIVE, 0.02))
                : List.of(
                        share(Cause.PARTLY_CLEARED, 0.8),
                        share(Cause.PER_KEY_GROWTH, 0.1),
                        share(Cause.NEVER_CLEARED, 0.02));
    }

    public static List<CauseShare> ofStall(boolean watermarkSeen) {
        return watermarkSeen
                ? List.of(share(Cause.STALLED_WATERMARK, 0.95), share(Cause.FAR_TIMERS, 0.02))
                : List.of(share(Cause.STALLED_WATERMARK, 0.7), share(Cause.FAR_TIMERS, 0.2));
    }

    /** Deletes by all writes in the memtables, of all samples from a time on. */
    public static double tombstones(StatePast state, long from, long now) {
        double writes = sum(state.memtableEntries().between(from, now + 1));
        return writes == 0 ? 0 : sum(state.memtableDeletes().between(from, now + 1)) / writes;
    }

    private static double sum(Series series) {
        double sum = 0;
        for (int i = 0; i < series.size(); i++) {
            sum += series.value(i);
        }
        return sum;
    }

    private static CauseShare share(Cause cause, double probability) {
        return new CauseShare(cause, probability);
    }
}
