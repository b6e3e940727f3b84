package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.leak.past.StatePast;
import io.streamgauge.agent.fact.OperatorRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Event time stands still in a job while records come in, and state piles up.
 *
 * @param operator the one that carries most of what waits
 * @param state its timers, or where those cannot be seen, its state that grows most
 * @param sinceMillis when the watermark last moved, as far as was seen
 * @param watermarkSeconds where it stands; null where none was ever seen
 * @param gain of the state, since then
 * @param others other states that grow with it, as operator and state
 */
record Stall(
        OperatorRef operator,
        StatePast state,
        long sinceMillis,
        @Nullable Double watermarkSeconds,
        Gain gain,
        List<String> others) {

    /** What came in and what stayed. */
    record Gain(double records, double grown, double size) {}

    Stall {
        others = List.copyOf(others);
    }
}
