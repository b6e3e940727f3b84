package io.streamgauge.agent.source.flinkrest;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which address to ask: the one that worked last, else the others in order; each with its own back-off. */
final class Addresses {

    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 20;

    /** One address; {@code untouchedUntil} is when it may be asked again. */
    private record State(URI address, int failures, Instant untouchedUntil) {}

    private final Duration longestBackOff;
    private final List<State> states = new ArrayList<>();
    private int current;

    Addresses(List<URI> addresses, Duration longestBackOff) {
        this.longestBackOff = longestBackOff;
        addresses.forEach(address -> states.add(new State(address, 0, Instant.MIN)));
    }

    /** Those that may be asked now, in the order to ask them; empty while all are left alone. */
    List<URI> candidates(Instant now) {
        List<URI> candidates = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            State state = states.get((current + i) % states.size());
            // A clock set back must not lengthen a pause.
            boolean pauseTooLong = Duration.between(now, latest(state, now)).compareTo(longestBackOff) > 0;
            if (!now.isBefore(state.untouchedUntil) || pauseTooLong) {
                candidates.add(state.address);
            }
        }
        return candidates;
    }

    private static Instant latest(State state, Instant now) {
        return state.untouchedUntil.isBefore(now) ? now : state.untouchedUntil;
    }

    void worked(URI address) {
        current = indexOf(address);
        states.set(current, new State(address, 0, Instant.MIN));
    }

    void failed(URI address, Instant now) {
        int index = indexOf(address);
        int failures = states.get(index).failures + 1;
        Duration pause = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        states.set(
                index,
                new State(address, failures, now.plus(pause.compareTo(longestBackOff) < 0 ? pause : longestBackOff)));
    }

    private int indexOf(URI address) {
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i).address.equals(address)) {
                return i;
            }
        }
        throw new IllegalArgumentException(address + ": expected one of " + states);
    }
}
