package io.streamgauge.samplejob.traffic;

import java.io.Serializable;

/** When the events of a partition are due: evenly, faster and faster, or by day and night. Immutable. */
final class LoadCurve implements Serializable {

    private static final long serialVersionUID = 1L;

    /** By how much of the mean the load rises by day and falls by night. */
    private static final double SWING = 0.8;
    /** Brings the bracket of a time down to far less than a millisecond. */
    private static final int HALVINGS = 48;

    /** As the option has them. */
    enum Shape {
        STEADY,
        GROWING,
        DAILY
    }

    private final Shape shape;
    private final double periodMillis;

    LoadCurve(Shape shape, long periodMillis) {
        this.shape = shape;
        this.periodMillis = periodMillis;
    }

    /**
     * Milliseconds from the start until an event is due; rises with the offset.
     *
     * @param eventsPerSecond at the start; by day and night the mean
     */
    double dueMillis(long offset, double eventsPerSecond) {
        double steady = offset * 1000.0 / eventsPerSecond;
        switch (shape) {
            case GROWING:
                // The load is 1 + t / period, so steady = t + t^2 / (2 period), solved for t.
                return periodMillis * (Math.sqrt(1 + 2 * steady / periodMillis) - 1);
            case DAILY:
                return cycled(steady);
            case STEADY:
                return steady;
        }
        throw new AssertionError(shape);
    }

    /** The load is 1 + swing sin(2 pi t / period); its sum has no inverse that could be written down. */
    private double cycled(double steady) {
        double unit = periodMillis / (2 * Math.PI);
        double low = Math.max(0, steady - 2 * SWING * unit);
        double high = steady;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (middle + SWING * unit * (1 - Math.cos(middle / unit)) < steady) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
