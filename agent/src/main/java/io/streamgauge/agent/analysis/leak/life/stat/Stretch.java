package io.streamgauge.agent.analysis.leak.life.stat;

import io.streamgauge.agent.cohort.AgeBins;
import io.streamgauge.agent.cohort.Flow;
import io.streamgauge.agent.cohort.Shape;
import io.streamgauge.agent.cohort.Slice;
import io.streamgauge.agent.cohort.StateEvidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest part of what is remembered of a state. At least four slices.
 *
 * @param before the state when it began; null where that was not seen
 */
public record Stretch(@Nullable Shape before, List<Slice> slices) {

    public static final int LEAST_SLICES = 4;

    /**
     * The slices that end within a span up to the newest, if the state was followed for all of it, to within a tenth.
     *
     * @param leaveOut how many of the newest slices to leave out
     */
    public static @Nullable Stretch of(StateEvidence state, double seconds, int leaveOut) {
        List<Slice> all = state.slices().subList(0, Math.max(0, state.slices().size() - leaveOut));
        if (all.size() < LEAST_SLICES) {
            return null;
        }
        long end = all.get(all.size() - 1).toMillis();
        long from = end - (long) (seconds * 1000);
        int first = all.size() - 1;
        while (first > 0 && all.get(first).fromMillis() > from) {
            first--;
        }
        boolean whole = all.get(first).fromMillis() <= from + (long) (seconds * 100);
        if (!whole || all.size() - first < LEAST_SLICES) {
            return null;
        }
        return new Stretch(first == 0 ? null : all.get(first - 1).end(), all.subList(first, all.size()));
    }

    public long fromMillis() {
        return slices.get(0).fromMillis();
    }

    public long toMillis() {
        return last().toMillis();
    }

    public double seconds() {
        return (toMillis() - fromMillis()) / 1000.0;
    }

    public Slice last() {
        return slices.get(slices.size() - 1);
    }

    public Flow flow() {
        return Flow.sum(slices);
    }

    /** The slices that end in its first half. */
    public List<Slice> firstHalf() {
        long middle = fromMillis() + (toMillis() - fromMillis()) / 2;
        return slices.stream().filter(slice -> slice.toMillis() <= middle).toList();
    }

    public List<Slice> secondHalf() {
        return slices.subList(firstHalf().size(), slices.size());
    }

    /** Keys at least so old, at the end of a slice; ages as far as they were followed. */
    public static double older(Slice slice, double age, double sliceSeconds) {
        double sum = 0;
        for (int bin = 0; bin < AgeBins.COUNT; bin++) {
            if (AgeBins.start(bin, sliceSeconds) >= age * 0.99) {
                sum += slice.ages().count(bin);
            }
        }
        return sum;
    }

    /** Keys whose value did not change for so long, at the end of a slice. */
    public static double idler(Slice slice, double idle, double sliceSeconds) {
        double sum = 0;
        for (int bin = 0; bin < AgeBins.COUNT; bin++) {
            if (AgeBins.start(bin, sliceSeconds) >= idle * 0.99) {
                sum += slice.idles().count(bin);
            }
        }
        return sum;
    }
}
