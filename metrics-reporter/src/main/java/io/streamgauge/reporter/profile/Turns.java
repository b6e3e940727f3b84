package io.streamgauge.reporter.profile;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Who may use the profiler now: one at a time, continuous recording behind whoever asked for one of his own. Thread-safe. */
final class Turns {

    private static final long LOOK_MILLIS = 100;

    // Guarded by this.
    private boolean taken;
    private int waiting;
    private @Nullable Session yielding;

    /** Returns when it is ours; who is behind is cut short for that. */
    synchronized void take() throws InterruptedException {
        waiting++;
        try {
            while (taken) {
                if (yielding != null) {
                    yielding.cut();
                }
                wait();
            }
            taken = true;
        } finally {
            waiting--;
        }
    }

    /**
     * Returns when nobody else wants it.
     *
     * @param session is cut when somebody does
     * @param over it is wanted no longer
     * @return false if it is over, and was not taken
     */
    synchronized boolean takeBehind(Session session, BooleanSupplier over) throws InterruptedException {
        while (taken || waiting > 0) {
            if (over.getAsBoolean()) {
                return false;
            }
            wait(LOOK_MILLIS);
        }
        taken = true;
        yielding = session;
        return true;
    }

    synchronized void release() {
        taken = false;
        yielding = null;
        notifyAll();
    }
}
