package io.streamgauge.testbed.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is injected. This, not what any detector says, is what findings are held against.
 *
 * @param cause cause class of the leak; null where nothing leaks
 * @param states those that the leak makes grow or keeps for ever: a finding about any of them has found it. Empty where
 *     nothing leaks
 */
public record Truth(@Nullable String cause, List<StateName> states) {

    public Truth {
        states = List.copyOf(states);
        if ((cause == null) != states.isEmpty()) {
            throw new IllegalArgumentException("cause " + cause + " with states " + states);
        }
    }

    static Truth healthy() {
        return new Truth(null, List.of());
    }

    static Truth leak(String cause, StateName... states) {
        return new Truth(cause, List.of(states));
    }

    public boolean leaks() {
        return cause != null;
    }
}
