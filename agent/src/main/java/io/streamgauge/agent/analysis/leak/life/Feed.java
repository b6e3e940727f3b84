package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.stat.Stretch;
import io.streamgauge.agent.cohort.Flow;
import io.streamgauge.agent.cohort.Slice;
import io.streamgauge.agent.cohort.StateEvidence;
import java.util.List;

/**
 * Whether new keys come as often as before, for each record that comes in. They come ever more rarely while a bounded domain is
 * met for the first time: its keys do not go either, but they come to an end.
 *
 * @param trend what can be said
 * @param ratio births per record of the later part by those of the earlier one
 * @param partSeconds the length of a part
 * @param births of sampled keys in the later part
 */
record Feed(Trend trend, double ratio, double partSeconds, double births) {

    private static final double FALLING_OFF = 0.8;
    private static final double BEYOND_CHANCE = 3;
    private static final double NOT_UNLIKELY = 1.3;
    /** Where records are not known, parts must be as long as this many times to a suspicion, so that days compare with days. */
    private static final double PARTS_WITHOUT_RECORDS = 1;

    /** What can be said. */
    enum Trend {
        STEADY,
        FALLING,
        /** It may be falling, but that may be chance. */
        UNCLEAR
    }

    /**
     * By the halves of a stretch, and by the thirds of all that is known: a domain that fills slowly shows only in the latter.
     */
    static Feed of(StateEvidence state, Stretch stretch, LifeSettings settings) {
        Feed newest = between(stretch.firstHalf(), stretch.secondHalf());
        if (newest.trend() == Trend.FALLING) {
            return newest;
        }
        List<Slice> all = state.slices();
        double third = (all.get(all.size() - 1).toMillis() - all.get(0).fromMillis()) / 3000.0;
        boolean byRecords = SurvivalRule.records(all) > 0;
        double least = settings.suspectSeconds() * (byRecords ? 0.5 : PARTS_WITHOUT_RECORDS);
        if (third < least) {
            return newest;
        }
        List<Slice> first = part(all, 0, third);
        List<Slice> second = part(all, 1, third);
        List<Slice> last = part(all, 2, third);
        Feed whole = between(first, last);
        Feed earlier = between(first, second);
        Feed later = between(second, last);
        // Still falling, and not fallen to a level: what is left then is a leak beside a domain that has filled.
        boolean goesOn =
                later.ratio() <= 0.95 && later.ratio() <= Math.sqrt(Math.max(0.01, Math.min(1, earlier.ratio()))) + 0.1;
        return whole.trend() == Trend.FALLING && goesOn
                ? new Feed(Trend.FALLING, Math.min(later.ratio(), 0.95), later.partSeconds(), later.births())
                : newest;
    }

    private static List<Slice> part(List<Slice> all, int which, double seconds) {
        double start = all.get(0).fromMillis() / 1000.0 + which * seconds;
        return all.stream()
                .filter(slice -> {
                    double middle = (slice.fromMillis() + slice.toMillis()) / 2000.0;
                    return middle >= start && middle < start + seconds;
                })
                .toList();
    }

    private static Feed between(List<Slice> earlier, List<Slice> later) {
        double before = Flow.sum(earlier).births();
        double after = Flow.sum(later).births();
        double records = SurvivalRule.records(later) / SurvivalRule.records(earlier);
        double input = records > 0 && records < Double.POSITIVE_INFINITY
                ? records
                : seconds(later) / Math.max(1e-3, seconds(earlier));
        double ratio = (after + 0.5) / (before + 0.5) / input;
        double beyond = -Math.log(ratio) / Math.sqrt(1 / Math.max(1, before) + 1 / Math.max(1, after));
        Trend trend = ratio >= FALLING_OFF
                ? Trend.STEADY
                : beyond >= BEYOND_CHANCE ? Trend.FALLING : beyond >= NOT_UNLIKELY ? Trend.UNCLEAR : Trend.STEADY;
        return new Feed(trend, ratio, seconds(later), after);
    }

    private static double seconds(List<Slice> slices) {
        return slices.stream().mapToDouble(Slice::seconds).sum();
    }
}
