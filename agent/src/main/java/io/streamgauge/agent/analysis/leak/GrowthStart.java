package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.history.series.Series;

/** Traces growth back to where it began, also through the time before the window it was judged by. */
final class GrowthStart {

    /** Pace of a bucket, by that of the window, down to which it is the same growth. */
    private static final double SAME_GROWTH = 0.35;

    /** Slower buckets in a row that end it: one alone may be a compaction. */
    private static final int PAUSE = 2;

    private GrowthStart() {}

    /** The trend with its start. */
    static Trend traced(Trend trend, Series keys, LeakSettings settings) {
        long bucket = settings.window().toMillis() / settings.buckets();
        double pace = trend.perSecond().middle() * bucket / 1000;
        long start = trend.fromMillis();
        double level = floor(keys, start, start + bucket, trend.before());
        int slow = 0;
        for (long at = start - bucket; !keys.isEmpty() && at >= keys.epochMillis(0); at -= bucket) {
            double before = floor(keys, at, at + bucket, Double.NaN);
            if (Double.isNaN(before)) {
                break;
            }
            if (level - before >= SAME_GROWTH * pace * (slow + 1)) {
                start = at;
                level = before;
                slow = 0;
            } else if (++slow >= PAUSE) {
                break;
            }
        }
        return trend.since(start);
    }

    private static double floor(Series keys, long from, long to, double otherwise) {
        Floors floors = Floors.of(keys, from, to, 1);
        return floors.seen() == 0 ? otherwise : floors.values()[0];
    }
}
