package io.streamgauge.reporter;

import org.apache.flink.metrics.Meter;

/** A meter that stands still. */
record FakeMeter(double rate) implements Meter {

    @Override
    public void markEvent() {}

    @Override
    public void markEvent(long n) {}

    @Override
    public double getRate() {
        return rate;
    }

    @Override
    public long getCount() {
        return 0;
    }
}
