package io.streamgauge.reporter;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Sleeps by the machine's clock. */
final class Parking implements Sleeper {

    private volatile @Nullable Thread sleeping;
    private volatile boolean woken;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void sleep(long nanos) {
        sleeping = Thread.currentThread();
        long end = System.nanoTime() + nanos;
        long left = nanos;
        // Samplers unpark this thread too, often just when it no longer waits for them, and that would end the sleep.
        while (!woken && left > 0) {
            LockSupport.parkNanos(this, left);
            // Else it would not park again.
            Thread.interrupted();
            left = end - System.nanoTime();
        }
        woken = false;
    }

    @Override
    public void wake() {
        woken = true;
        LockSupport.unpark(sleeping);
    }
}
