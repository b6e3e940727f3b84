package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.Assessment.Leak;
import io.streamgauge.agent.analysis.leak.life.Assessment.Quiet;
import io.streamgauge.agent.analysis.leak.life.stat.SteadyRise;
import io.streamgauge.agent.analysis.leak.life.stat.Stretch;
import io.streamgauge.agent.analysis.leak.wording.Words;
import io.streamgauge.agent.cohort.Flow;
import io.streamgauge.agent.cohort.Shape;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Verdict;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Leaks without new keys: keys that hold ever more, and operator state, which has no keys. */
final class RiseRules {

    /** The size of the largest keys hangs on a few old ones, and so rises by itself for a while. */
    private static final double LEAST_OF_LARGEST = 0.5;

    private RiseRules() {}

    /** Lists, maps and values that grow under the same keys. */
    static Assessment perKey(StateCase state) {
        if (!keysKeepPace(state)) {
            return new Quiet();
        }
        double least = state.settings().leastGrowth();
        Assessment mean = rise(state, Shape::meanBytes, least, Cause.PER_KEY_GROWTH);
        Assessment found =
                mean instanceof Leak ? mean : rise(state, Shape::p99Bytes, LEAST_OF_LARGEST, Cause.PER_KEY_GROWTH);
        return found instanceof Leak leak ? withKeys(state, leak) : found;
    }

    /** Broadcast state, union lists, list state. */
    static Assessment operatorState(StateCase state) {
        return rise(state, Shape::bytes, state.settings().leastGrowth(), Cause.OPERATOR_STATE);
    }

    private static Assessment rise(StateCase state, ToDoubleFunction<Shape> number, double leastGrowth, Cause cause) {
        LifeSettings settings = state.settings();
        @Nullable Stretch likely = Stretch.of(state.state(), settings.suspectSeconds(), 0);
        @Nullable Stretch before = Stretch.of(state.state(), settings.suspectSeconds(), 1);
        @Nullable Stretch sure = Stretch.of(state.state(), settings.confirmSeconds(), 0);
        Cause second = Cause.NEVER_CLEARED;
        @Nullable SteadyRise confirmed = sure == null ? null : SteadyRise.of(sure, number, 3 * leastGrowth);
        @Nullable SteadyRise suspected = likely == null ? null : SteadyRise.of(likely, number, leastGrowth);
        boolean twice = before != null && SteadyRise.of(before, number, leastGrowth) != null;
        if (confirmed != null && suspected != null) {
            return leak(state, Verdict.CONFIRMED, confirmed, settings.confirmSeconds(), cause, second);
        }
        if (suspected != null) {
            return leak(
                    state,
                    twice ? Verdict.SUSPECT : Verdict.WATCH,
                    suspected,
                    settings.suspectSeconds(),
                    cause,
                    second);
        }
        return new Quiet();
    }

    /** Growth under old keys, and not just older keys: they are not fewer and die in no different way. */
    private static boolean keysKeepPace(StateCase state) {
        Stretch stretch = Stretch.of(state.state(), state.settings().suspectSeconds(), 0);
        if (stretch == null || stretch.last().end().live() < 1) {
            return false;
        }
        Flow flow = stretch.flow();
        double net = flow.births() - flow.deaths() - flow.elderDeaths();
        double live = stretch.last().end().live();
        // Keys that go in number leave the large ones; keys that come in number are another rule's.
        return Math.abs(net) <= 0.3 * live;
    }

    private static Leak withKeys(StateCase state, Leak leak) {
        Shape now = state.state().now();
        Evidence keys = new Evidence(
                Words.number(now.liveKeys()) + " keys live, about as many as before; the largest 1 % hold "
                        + Words.percent(now.topShare()) + " of the bytes.",
                now.topShare(),
                "ratio");
        return new Leak(
                leak.verdict(),
                leak.causes(),
                leak.sinceMillis(),
                leak.chance(),
                leak.leak(),
                Cards.with(keys, leak.evidence()),
                leak.mind());
    }

    private static Leak leak(
            StateCase state, Verdict verdict, SteadyRise rise, double span, Cause cause, Cause second) {
        boolean keyed = cause == Cause.PER_KEY_GROWTH;
        return new Leak(
                verdict,
                CausesOfLives.of(cause, 0.88, second),
                state.now() - (long) (span * 1000),
                rise.chance(),
                rise.rate(),
                List.of(new Evidence(
                        (keyed ? "A key holds " : "It takes ") + Words.bytes(rise.to()) + ", "
                                + Words.bytes(rise.from())
                                + " " + Words.span((long) (span * 1000)) + " ago, and grows steadily"
                                + (keyed ? "" : "; nothing makes operator state smaller but the job itself") + ".",
                        rise.to(),
                        "bytes")),
                List.of(
                        keyed
                                ? "A bound that the values of a key come to: growth that slows down clears this."
                                : "A number of elements that is bounded: growth that slows down clears this."));
    }
}
