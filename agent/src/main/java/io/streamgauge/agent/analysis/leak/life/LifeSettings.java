package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.cohort.CohortSettings;
import java.time.Duration;

/**
 * How long states must be watched. All durations are settings, so that days can be compressed into minutes.
 *
 * @param suspectAfter evidence over this long makes a suspicion; at least one checkpoint in each eighth of it
 * @param confirmAfter evidence over this long confirms it; longer than most lifetimes and times to live
 * @param expiryAfter a state with a time to live of which nothing expired for so long is suspected; longer than times to live and
 *     the time until a compaction meets what has expired, which Flink bounds by 30 days
 * @param leastGrowth of the state, over a stretch: growth by less is no concern yet
 * @param leastKeys that must have been seen to live
 * @param watermarkStall event time that stands still for this long while records come in has stalled
 * @param farAhead a timer due, or a window ending, later by this much is far
 */
public record LifeSettings(
        Duration suspectAfter,
        Duration confirmAfter,
        Duration expiryAfter,
        double leastGrowth,
        int leastKeys,
        Duration watermarkStall,
        Duration farAhead) {

    /** Slices within the time to a suspicion. */
    private static final int SLICES_TO_SUSPECT = 6;

    private static final int MOST_KEYS = 20_000;
    private static final int LEAST_FULL_SLICES = 16;

    public LifeSettings {
        if (confirmAfter.compareTo(suspectAfter) < 0) {
            throw new IllegalArgumentException("confirm-after: must be at least suspect-after (" + suspectAfter
                    + "), was " + confirmAfter + "; raise it, or lower suspect-after");
        }
        if (expiryAfter.compareTo(confirmAfter) < 0) {
            throw new IllegalArgumentException("expiry-after: must be at least confirm-after (" + confirmAfter
                    + "), was " + expiryAfter + "; raise it, or lower confirm-after");
        }
        if (suspectAfter.toMillis() < 6_000) {
            throw new IllegalArgumentException("suspect-after: must be at least 6 s, was " + suspectAfter);
        }
        if (confirmAfter.toMillis() / suspectAfter.toMillis() > 100) {
            throw new IllegalArgumentException(
                    "confirm-after: must be at most 100 times suspect-after, was " + confirmAfter);
        }
        if (!(leastGrowth > 0 && leastGrowth <= 100)) {
            throw new IllegalArgumentException("least-growth: must be above 0 and at most 100, was " + leastGrowth);
        }
    }

    /** For production: two days to a suspicion, seven to be sure. */
    public static LifeSettings defaults() {
        return new LifeSettings(
                Duration.ofDays(2),
                Duration.ofDays(7),
                Duration.ofDays(31),
                0.02,
                20,
                Duration.ofMinutes(10),
                Duration.ofDays(365));
    }

    /** For the sample job with its lifetimes of seconds. */
    public static LifeSettings compressed() {
        return new LifeSettings(
                Duration.ofSeconds(75),
                Duration.ofSeconds(240),
                Duration.ofSeconds(240),
                0.1,
                20,
                Duration.ofSeconds(40),
                Duration.ofDays(365));
    }

    /** What must be remembered of lives to judge by these. */
    public CohortSettings cohorts() {
        Duration slice = suspectAfter.dividedBy(SLICES_TO_SUSPECT);
        int slices = (int) Math.max(LEAST_FULL_SLICES, confirmAfter.toMillis() / slice.toMillis() + 2);
        return new CohortSettings(slice, slices, MOST_KEYS, farAhead);
    }

    double sliceSeconds() {
        return suspectAfter.dividedBy(SLICES_TO_SUSPECT).toMillis() / 1000.0;
    }

    double suspectSeconds() {
        return suspectAfter.toMillis() / 1000.0;
    }

    double confirmSeconds() {
        return confirmAfter.toMillis() / 1000.0;
    }
}
