package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.cohort.Flow;
import io.streamgauge.agent.cohort.Slice;
import java.util.List;

/** Since when keys stay. */
final class Onset {

    private Onset() {}

    /**
     * The end of the newest slice, before the stretch that shows the leak, in which keys died as often as they came; else when
     * keys were first followed. To within a slice.
     */
    static long of(StateCase state, double spanSeconds) {
        List<Slice> slices = state.state().slices();
        long from = state.now() - (long) (spanSeconds * 1000);
        long onset = state.state().firstMillis();
        for (Slice slice : slices) {
            Flow flow = slice.flow();
            double died = flow.deaths() + flow.elderDeaths();
            if (slice.toMillis() <= from && flow.births() > 0 && died >= 0.8 * flow.births()) {
                onset = slice.toMillis();
            }
        }
        return onset;
    }
}
