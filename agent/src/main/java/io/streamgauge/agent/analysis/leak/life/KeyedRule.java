package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.Assessment.Explained;
import io.streamgauge.agent.analysis.leak.life.Assessment.Leak;
import io.streamgauge.agent.analysis.leak.life.Assessment.Quiet;
import io.streamgauge.agent.analysis.leak.life.Assessment.TooEarly;
import io.streamgauge.agent.analysis.leak.life.SurvivalRule.Filling;
import io.streamgauge.agent.analysis.leak.life.SurvivalRule.Staying;
import io.streamgauge.agent.analysis.leak.life.stat.Rate;
import io.streamgauge.agent.analysis.leak.life.stat.Stretch;
import io.streamgauge.agent.analysis.leak.wording.Words;
import io.streamgauge.agent.cohort.AgeBins;
import io.streamgauge.agent.finding.CauseShare;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keyed state without a bound of its own: only the lives of its keys tell, or a lifetime that somebody declared. */
final class KeyedRule {

    /** Past a declared lifetime by more than this much of it, a key is past its bound. */
    private static final double GRACE = 1.25;
    /** Of old keys as many stay where it is sure. */
    private static final double SURE = 0.9;
    /** Stretches of once, twice, ... the time to be sure. */
    private static final int[] LONGER = {1, 2, 4};

    private KeyedRule() {}

    static Assessment assess(StateCase state) {
        Double lifetime = state.declaredLifetimeSeconds();
        if (lifetime != null) {
            return byLifetime(state, lifetime);
        }
        return byLives(state);
    }

    /** By survival alone. */
    static Assessment byLives(StateCase state) {
        LifeSettings settings = state.settings();
        for (int times : LONGER) {
            double span = times * settings.confirmSeconds();
            Staying sure = twice(state, span);
            if (sure != null && sure.whenOld() >= SURE) {
                return leak(Verdict.CONFIRMED, state, sure, span);
            }
        }
        for (int times = 1; times * settings.suspectSeconds() < settings.confirmSeconds(); times *= 2) {
            double span = times * settings.suspectSeconds();
            Staying likely = twice(state, span);
            if (likely != null) {
                return leak(Verdict.SUSPECT, state, likely, span);
            }
        }
        Stretch newest = Stretch.of(state.state(), settings.suspectSeconds(), 0);
        if (newest == null) {
            return new TooEarly(
                    Instant.ofEpochMilli(state.state().firstMillis()
                            + settings.suspectAfter().toMillis()),
                    "its keys have been followed for only " + Words.span((long) (state.followedSeconds() * 1000)));
        }
        SurvivalRule.Finding finding = SurvivalRule.over(state.state(), newest, settings);
        if (finding instanceof Staying staying) {
            return leak(Verdict.WATCH, state, staying, settings.suspectSeconds());
        }
        if (finding instanceof Filling filling) {
            return filling(state, filling.feed());
        }
        return Traffic.explains(state, newest);
    }

    /** What holds now and held a slice ago. */
    private static @Nullable Staying twice(StateCase state, double span) {
        Stretch now = Stretch.of(state.state(), span, 0);
        Stretch before = Stretch.of(state.state(), span, 1);
        if (now == null || before == null) {
            return null;
        }
        return SurvivalRule.over(state.state(), now, state.settings()) instanceof Staying staying
                        && SurvivalRule.over(state.state(), before, state.settings()) instanceof Staying
                ? staying
                : null;
    }

    private static Assessment byLifetime(StateCase state, double lifetime) {
        double slice = state.settings().sliceSeconds();
        double bound = AgeBins.startNoYounger(GRACE * lifetime, slice);
        if (state.followedSeconds() < bound + slice) {
            return new TooEarly(
                    Instant.ofEpochMilli(state.state().firstMillis() + (long) ((bound + slice) * 1000)),
                    "a lifetime of " + Words.span((long) (lifetime * 1000))
                            + " was declared, and no key can be past it yet");
        }
        double past =
                Stretch.older(state.state().slices().get(state.state().slices().size() - 1), bound, slice);
        double live = state.state().now().live();
        if (past < Math.max(10, 0.01 * live)) {
            return new Quiet();
        }
        Assessment byLives = byLives(state);
        Evidence proof = new Evidence(
                Words.number(past) + " of " + Words.number(live)
                        + " sampled keys are older than the declared lifetime of "
                        + Words.span((long) (lifetime * 1000)) + " by more than a quarter of it.",
                past / live,
                "ratio");
        boolean someDie = live - past > past / 4;
        List<CauseShare> causes =
                byLives instanceof Leak leak ? leak.causes() : CausesOfLives.ofStaying(state.traits(), someDie);
        return new Leak(
                Verdict.CONFIRMED,
                causes,
                state.state().firstMillis(),
                0,
                byLives instanceof Leak leak ? leak.leak() : Rate.UNKNOWN,
                byLives instanceof Leak leak ? Cards.with(proof, leak.evidence()) : List.of(proof),
                List.of("A longer lifetime: declare it."));
    }

    private static Leak leak(Verdict verdict, StateCase state, Staying staying, double span) {
        return new Leak(
                verdict,
                CausesOfLives.ofStaying(state.traits(), staying.someDie()),
                Onset.of(state, span),
                staying.chance(),
                staying.rate(),
                Cards.staying(state, staying, span),
                Cards.mind(state, verdict));
    }

    /** What comes of a fall by the same ratio in each part that follows. */
    private static Explained filling(StateCase state, Feed feed) {
        double ratio = Math.min(feed.ratio(), 0.97);
        double now = state.state().now().liveKeys();
        double more = feed.births() * state.state().now().scale() * ratio / (1 - ratio);
        double parts = Math.log(0.05) / Math.log(Math.max(0.01, ratio));
        return new Explained(
                "its keys do not go, but new ones come ever more rarely: a bounded domain is filling",
                List.of(new Evidence(
                        "New keys per record fell to " + Words.percent(feed.ratio()) + " within "
                                + Words.span((long) (feed.partSeconds() * 1000)) + ".",
                        feed.ratio(),
                        "ratio")),
                now + more,
                Instant.ofEpochMilli(state.now() + (long) (parts * feed.partSeconds() * 1000)));
    }
}
