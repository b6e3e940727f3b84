package io.streamgauge.reporter;

import io.streamgauge.reporter.fixture.Await;
import java.util.ArrayList;
import java.util.List;

/** Time passes when the test says so. */
final class HandTurned implements Sleeper {

    // Guarded by this.
    private final List<Long> sleeps = new ArrayList<>();
    private long now;
    private long sleepsUntil;
    private boolean asleep;
    private boolean woken;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized void sleep(long nanos) {
        sleeps.add(nanos);
        sleepsUntil = now + nanos;
        asleep = true;
        while (!woken && now < sleepsUntil) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted by nobody", e);
            }
        }
        asleep = false;
        woken = false;
    }

    @Override
    public synchronized void wake() {
        woken = true;
        notifyAll();
    }

    void awaitAsleep() {
        Await.until("asleep", this::isAsleep);
    }

    private synchronized boolean isAsleep() {
        return asleep && !woken && now < sleepsUntil;
    }

    /** Lets just the time of the sleep pass. The thread must be asleep. */
    synchronized void letItSleep() {
        now = sleepsUntil;
        notifyAll();
    }

    /** Nanoseconds of each sleep since this was asked last, but for the one that the thread is in. */
    synchronized List<Long> sleepsThatAreOver() {
        List<Long> over = sleeps.subList(0, sleeps.size() - 1);
        List<Long> copy = List.copyOf(over);
        over.clear();
        return copy;
    }
}
