package io.streamgauge.wire;

/** Entry kinds in values frames, and the order of a histogram's statistics. */
final class Values {

    static final int ABSENT = 0;
    static final int LONG = 1;
    static final int DOUBLE = 2;
    static final int HISTOGRAM = 3;

    /** In the place of an {@link AbsentReason}: the report is whole. */
    static final int END_OF_REPORT = 255;

    /** Sum, min, max, mean; the quantiles follow. */
    static final int STATISTICS = 4;

    private Values() {}

    static double statistic(HistogramSample sample, int index) {
        switch (index) {
            case 0:
                return sample.sum();
            case 1:
                return sample.min();
            case 2:
                return sample.max();
            case 3:
                return sample.mean();
            default:
                return sample.quantile(index - STATISTICS);
        }
    }
}
