package io.streamgauge.reporter;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that reads metrics, one run at a time. Foreign code may hold it for ever: then the run is taken from it, and
 * the thread ends when that code lets go of it. It is never interrupted, since that closes files under those who use
 * them.
 */
final class Sampler implements Runnable {

    /** A stretch of metrics to read. Its position passes from the thread that reads to the one that watches. */
    static final class Run {
        private static final int TAKEN = -1;
        /** Exceptions told of in one run; each makes a string. */
        private static final int MAX_THROWN = 64;

        private final List<Entry> entries;
        private final int to;
        private final AtomicInteger position;
        private final Set<Object> blocked;
        private final boolean withGauges;
        private final boolean recompute;
        private final Problems problems;
        private final Thread watcher = Thread.currentThread();
        private int thrown;

        /** @param blocked the {@link Sampling#blockKey}s of what holds a thread and must not take another */
        Run(
                List<Entry> entries,
                int from,
                Set<Object> blocked,
                boolean withGauges,
                boolean recompute,
                Problems problems) {
            this.entries = entries;
            this.to = entries.size();
            this.position = new AtomicInteger(from);
            this.blocked = blocked;
            this.withGauges = withGauges;
            this.recompute = recompute;
            this.problems = problems;
        }

        int position() {
            return position.get();
        }

        boolean isDone() {
            return position.get() == to;
        }

        /** Ends the run if it still stands here; the metric at this position is then nobody's until its thread ends. */
        boolean takeAt(int stuckPosition) {
            return position.compareAndSet(stuckPosition, TAKEN);
        }

        /** Returns false if the run was taken. */
        private boolean read() {
            int at = position.get();
            while (at < to) {
                Entry entry = entries.get(at);
                if (isBlocked(entry)) {
                    MetricReader.setAbsent(entry, Outcome.BLOCKED);
                } else {
                    read(entry);
                }
                if (!position.compareAndSet(at, at + 1)) {
                    return false;
                }
                at++;
            }
            LockSupport.unpark(watcher);
            return true;
        }

        private boolean isBlocked(Entry entry) {
            if (!withGauges && entry.kind == Entry.GAUGE) {
                return true;
            }
            return !blocked.isEmpty() && blocked.contains(Sampling.blockKey(entry));
        }

        private void read(Entry entry) {
            try {
                MetricReader.read(entry, recompute);
            } catch (Throwable e) {
                MetricReader.setAbsent(entry, Outcome.THREW);
                if (entry.lastOutcome != Outcome.THREW && thrown++ < MAX_THROWN) {
                    // Not its message, which is foreign code too, and not itself, which holds on to user classes.
                    problems.note("threw " + e.getClass().getName(), entry.fullName());
                }
            }
        }
    }

    private final BlockingQueue<Run> runs = new ArrayBlockingQueue<>(1);
    private volatile boolean ended;

    /** For the next run; only when the last one is done. */
    void start(Run run) {
        runs.add(run);
    }

    /** Ends the thread when its run, if there is one, is over. */
    void end(Run empty) {
        ended = true;
        runs.offer(empty);
    }

    /** The thread is over, or as good as, and touches no metric any more. */
    boolean hasEnded() {
        return ended;
    }

    @Override
    public void run() {
        try {
            while (!ended && runs.take().read()) {
                // Foreign code may have left its mark, and the next take would end us.
                Thread.interrupted();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
        }
    }
}
