package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.leak.SimulatedState.Births;
import io.streamgauge.agent.analysis.leak.SimulatedState.Lifetimes;
import io.streamgauge.agent.analysis.leak.SimulatedState.Spec;
import java.util.List;

/** Kinds of state as jobs have them, healthy and leaking. A conversation opens with one record in twenty. */
final class States {

    static final double OPENS = 0.05;
    static final int LIFE = 30;
    private static final Births OPENED = (second, records) -> OPENS * records;
    private static final Lifetimes NORMAL = (second, random) -> LIFE / 2 + random.nextInt(LIFE);

    private States() {}

    /** What a healthy job is made of. */
    static List<Spec> healthy() {
        return List.of(
                value("conversation", 0.8),
                list("transcript"),
                value("participants", 0.5),
                value("profile", 0),
                ttl("last-sequence", 60),
                timers("_timer_state/event_user-timers"),
                windows("window-contents", 10),
                domain("agents", 200, 10));
    }

    static Spec value(String name, double writesPerRecord) {
        return new Spec(name, OPENED, NORMAL, writesPerRecord, false, false, 100);
    }

    static Spec list(String name) {
        return new Spec(name, OPENED, NORMAL, 0.7, false, true, 120);
    }

    static Spec ttl(String name, int seconds) {
        Lifetimes lifetimes = (second, random) -> NORMAL.of(second, random) + seconds;
        return new Spec(name, OPENED, lifetimes, 0.9, true, false, 40);
    }

    static Spec timers(String name) {
        return new Spec(name, (s, records) -> 0.3 * records, (s, random) -> 1 + random.nextInt(4), 0, false, false, 30);
    }

    /** Tumbling windows of fifty tenants; each record is added to one. */
    static Spec windows(String name, int seconds) {
        Births births = (second, records) -> records == 0 ? 0 : 50.0 / seconds;
        return new Spec(name, births, (second, random) -> seconds - second % seconds, 0.9, false, true, 60);
    }

    /** Keys met for the first time, fewer and fewer as they run out; half of them after {@code halfSeconds} x ln 2. */
    static Spec domain(String name, int keys, int seconds) {
        Births births =
                (second, records) -> records == 0 ? 0 : (double) keys / seconds * Math.exp(-(double) second / seconds);
        return new Spec(name, births, (second, random) -> -1, 0.1, false, false, 60);
    }

    /** A share of the keys is never cleared, from a second on and until another. */
    static Spec leaking(String name, double share, double writesPerRecord, int from, int to) {
        Lifetimes lifetimes = (second, random) -> {
            int life = NORMAL.of(second, random);
            return second + life >= from && second + life < to && random.nextDouble() < share ? -1 : life;
        };
        return new Spec(name, OPENED, lifetimes, writesPerRecord, false, false, 200);
    }

    /** Ends only in the moments that event time moves, once every so many seconds. */
    static Spec endingInSteps(Spec spec, int step) {
        Lifetimes lifetimes = (second, random) -> {
            int life = spec.lifetimes().of(second, random);
            return life < 0 ? life : (second + life + step - 1) / step * step - second;
        };
        return with(spec, lifetimes);
    }

    /** Ends only when event time moves on: what should end while it stands still ends thereafter. */
    static Spec stalled(Spec spec, int from, int to) {
        Lifetimes lifetimes = (second, random) -> {
            int life = spec.lifetimes().of(second, random);
            int end = second + life;
            return life >= 0 && end >= from && end < to ? to - second + random.nextInt(3) : life;
        };
        return with(spec, lifetimes);
    }

    private static Spec with(Spec spec, Lifetimes lifetimes) {
        return new Spec(
                spec.name(),
                spec.births(),
                lifetimes,
                spec.writesPerRecord(),
                spec.expires(),
                spec.operands(),
                spec.entryBytes());
    }
}
