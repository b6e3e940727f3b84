package io.streamgauge.agent.analysis.leak.past;

import io.streamgauge.agent.history.series.Series;

/** Records that came into an operator, from a counter that starts again with each restart. */
public final class Arrivals {

    private final long[] epochMillis;
    /** Records since the first point; does not fall. */
    private final double[] total;

    private Arrivals(long[] epochMillis, double[] total) {
        this.epochMillis = epochMillis;
        this.total = total;
    }

    public static Arrivals of(Series counter) {
        long[] times = new long[counter.size()];
        double[] total = new double[counter.size()];
        for (int i = 0; i < counter.size(); i++) {
            times[i] = counter.epochMillis(i);
            if (i > 0) {
                // What came between the last look and the restart is lost: too low rather than too high.
                total[i] = total[i - 1] + Math.max(0, counter.value(i) - counter.value(i - 1));
            }
        }
        return new Arrivals(times, total);
    }

    /** Whether the whole span was seen, give or take a margin at each end. */
    public boolean known(long from, long to, long marginMillis) {
        return epochMillis.length > 1
                && epochMillis[0] <= from + marginMillis
                && epochMillis[epochMillis.length - 1] >= to - marginMillis;
    }

    /** Time of the first look; the greatest long without any. */
    public long first() {
        return epochMillis.length == 0 ? Long.MAX_VALUE : epochMillis[0];
    }

    /** Records in a span, evenly spread between two looks; outside of what was seen nothing came. */
    public double between(long from, long to) {
        return Math.max(0, at(to) - at(from));
    }

    private double at(long time) {
        int last = epochMillis.length - 1;
        if (last < 0 || time <= epochMillis[0]) {
            return 0;
        }
        if (time >= epochMillis[last]) {
            return total[last];
        }
        int place = java.util.Arrays.binarySearch(epochMillis, time);
        if (place >= 0) {
            return total[place];
        }
        int after = -place - 1;
        double share = (double) (time - epochMillis[after - 1]) / (epochMillis[after] - epochMillis[after - 1]);
        return total[after - 1] + share * (total[after] - total[after - 1]);
    }
}
