package io.streamgauge.agent.cohort;

import java.util.List;

/**
 * All that is remembered of one state.
 *
 * @param firstMillis since when it is followed without a change of what is sampled
 * @param lastMillis when it was seen last
 * @param sampledGroups key groups that are sampled; 0 where keys cannot be seen
 * @param slices oldest first, the last one still growing
 */
public record StateEvidence(
        StateTraits traits, long firstMillis, long lastMillis, int sampledGroups, List<Slice> slices) {

    public StateEvidence {
        slices = List.copyOf(slices);
    }

    /** The slices that end after a time. */
    public List<Slice> since(long millis) {
        return slices.stream().filter(slice -> slice.toMillis() > millis).toList();
    }

    /** The state as it was seen last. */
    public Shape now() {
        return slices.get(slices.size() - 1).end();
    }
}
