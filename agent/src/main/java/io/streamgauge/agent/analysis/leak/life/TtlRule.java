package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.Assessment.Explained;
import io.streamgauge.agent.analysis.leak.life.Assessment.Leak;
import io.streamgauge.agent.analysis.leak.life.Assessment.Quiet;
import io.streamgauge.agent.analysis.leak.life.Assessment.TooEarly;
import io.streamgauge.agent.analysis.leak.life.stat.Rate;
import io.streamgauge.agent.analysis.leak.life.stat.Stretch;
import io.streamgauge.agent.analysis.leak.wording.Words;
import io.streamgauge.agent.cohort.AgeBins;
import io.streamgauge.agent.cohort.Flow;
import io.streamgauge.agent.cohort.Slice;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State with a time to live. How long that is no checkpoint tells: a declaration does, or the idleness at which entries went
 * so far. Compactions alone remove what has expired, so that some lag is healthy.
 */
final class TtlRule {

    private static final double LEAST_DEATHS = 20;
    /** An entry idle for twice as long as nearly all that went is past its bound. */
    private static final double PAST = 2;

    private static final double MUCH_PAST = 0.05;
    /** Of old keys, changed within a slice: kept fresh. */
    private static final double KEPT_FRESH = 0.7;

    private TtlRule() {}

    static Assessment assess(StateCase state) {
        Double declared = state.declaredLifetimeSeconds();
        Double bound = declared != null ? declared : seenBound(state);
        if (bound != null) {
            Assessment past = past(state, bound, declared != null);
            if (!(past instanceof Quiet)) {
                return past;
            }
        }
        Assessment byLives = KeyedRule.byLives(state);
        if (byLives instanceof Leak leak) {
            return refreshed(state) ? asRefreshed(state, leak) : ramp(state, leak, bound);
        }
        return byLives;
    }

    /** Idle seconds within which nearly all went that went at all; null while too few did. */
    private static @Nullable Double seenBound(StateCase state) {
        Flow flow = Flow.sum(state.state().slices());
        double all = 0;
        for (int bin = 0; bin < AgeBins.COUNT; bin++) {
            all += flow.idleDeaths(bin);
        }
        if (all < LEAST_DEATHS) {
            return null;
        }
        double sum = 0;
        for (int bin = 0; bin < AgeBins.COUNT - 1; bin++) {
            sum += flow.idleDeaths(bin);
            if (sum >= 0.95 * all) {
                return AgeBins.start(bin + 1, state.settings().sliceSeconds());
            }
        }
        return null;
    }

    private static Assessment past(StateCase state, double bound, boolean declared) {
        double slice = state.settings().sliceSeconds();
        double limit = AgeBins.startNoYounger(PAST * bound, slice);
        List<Slice> slices = state.state().slices();
        Slice last = slices.get(slices.size() - 1);
        double past = Stretch.idler(last, limit, slice);
        double live = last.end().live();
        if (past < Math.max(10, MUCH_PAST * live)) {
            return new Quiet();
        }
        long pastSince = last.toMillis();
        for (int i = slices.size() - 1; i >= 0; i--) {
            if (Stretch.idler(slices.get(i), limit, slice)
                    < MUCH_PAST / 2 * slices.get(i).end().live()) {
                break;
            }
            pastSince = slices.get(i).toMillis();
        }
        double seconds = (last.toMillis() - pastSince) / 1000.0;
        Verdict verdict = seconds >= state.settings().suspectSeconds()
                ? Verdict.CONFIRMED
                : seconds >= state.settings().suspectSeconds() / 2 ? Verdict.SUSPECT : Verdict.WATCH;
        // What is past now last changed so long before.
        long stopped = pastSince - (long) (limit * 1000);
        long unsure = (long) (4 * slice * 1000);
        boolean restored = state.restartBefore(stopped + unsure, 2 * unsure).orElse(0)
                > state.state().firstMillis();
        return new Leak(
                verdict,
                restored
                        ? CausesOfLives.of(Cause.TTL_INACTIVE, 0.75, Cause.EXPIRED_GARBAGE)
                        : CausesOfLives.of(Cause.EXPIRED_GARBAGE, 0.8, Cause.TTL_INACTIVE),
                pastSince,
                0,
                Rate.UNKNOWN,
                List.of(new Evidence(
                        Words.number(past) + " of " + Words.number(live) + " sampled keys did not change for twice "
                                + (declared ? "the declared time to live of " : "as long as others took to expire, ")
                                + Words.span((long) (bound * 1000)) + ", and are still there.",
                        past / live,
                        "ratio")),
                List.of("A compaction that removes them: then they were late, not lost."));
    }

    private static boolean refreshed(StateCase state) {
        List<Slice> slices = state.state().slices();
        double sum = 0;
        int known = 0;
        for (Slice slice : slices.subList(Math.max(0, slices.size() - Stretch.LEAST_SLICES), slices.size())) {
            if (!Double.isNaN(slice.changedShare())
                    && slice.seconds() >= state.settings().sliceSeconds() / 2) {
                sum += slice.changedShare();
                known++;
            }
        }
        return known > 0 && sum / known >= KEPT_FRESH;
    }

    private static Leak asRefreshed(StateCase state, Leak leak) {
        double oldest = state.state().now().stampAgeHighest();
        Evidence fresh = new Evidence(
                "It has a time to live, but no entry lets it run out: 99 % of the stamps are younger than "
                        + Words.span((long) (Double.isNaN(oldest) ? 0 : oldest * 1000)) + ".",
                oldest,
                "seconds");
        return new Leak(
                leak.verdict(),
                CausesOfLives.of(Cause.TTL_REFRESHED, 0.85, Cause.NEVER_CLEARED),
                leak.sinceMillis(),
                leak.chance(),
                leak.leak(),
                Cards.with(fresh, leak.evidence()),
                leak.mind());
    }

    /** Nothing has expired yet, and nobody knows when it should. */
    private static Assessment ramp(StateCase state, Leak leak, @Nullable Double bound) {
        if (bound != null) {
            // Entries do go; those that stay are younger than the bound.
            return new Explained(
                    "its time to live has not run out for most entries: they go " + Words.span((long) (bound * 1000))
                            + " after their last change",
                    leak.evidence(),
                    null,
                    Instant.ofEpochMilli(state.state().firstMillis() + (long) (PAST * bound * 1000)));
        }
        long earliest =
                state.state().firstMillis() + state.settings().expiryAfter().toMillis();
        if (leak.verdict() != Verdict.CONFIRMED || state.now() < earliest) {
            return new TooEarly(
                    Instant.ofEpochMilli(earliest),
                    "it has a time to live, none of its entries has expired yet, and no checkpoint tells how long it is;"
                            + " declare its lifetime to have it judged sooner");
        }
        return new Leak(
                Verdict.SUSPECT,
                state.restartBefore(state.now(), state.now() - state.state().firstMillis())
                                .isPresent()
                        ? CausesOfLives.of(Cause.TTL_INACTIVE, 0.55, Cause.EXPIRED_GARBAGE)
                        : CausesOfLives.of(Cause.EXPIRED_GARBAGE, 0.6, Cause.TTL_INACTIVE),
                leak.sinceMillis(),
                leak.chance(),
                leak.leak(),
                leak.evidence(),
                List.of("A time to live of more than " + Words.span((long) (state.followedSeconds() * 1000))
                        + ": declare it."));
    }
}
