package io.streamgauge.reporter.sampling;

import io.streamgauge.reporter.index.MetricBlock;
import io.streamgauge.reporter.index.Outcome;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Meter;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of metrics to read, in chunks: a chunk is loaded from the tables, read into the sampler's own memory, and settled
 * into the tables. Between the sampler and the watcher one word decides whose the tables are:
 *
 * <pre>
 *   WORKING --sampler--&gt; READING --sampler, compare-and-set--&gt; WORKING ... DONE
 *                           └-----watcher, compare-and-set--&gt; TAKEN
 * </pre>
 *
 * <p>Foreign code runs only while READING, and the sampler touches tables and changes only while WORKING. Both ways out of
 * READING are compare-and-sets of the same word, so that only one of the two succeeds: after a sampler's run was taken, it
 * never touches them again, whenever its foreign code comes back. The position needs no compare-and-set: it only rises
 * within a chunk, and a row below it is final.
 */
final class Run {

    static final int NOT_TAKEN = -1;

    private static final int WORKING = 0;
    private static final int READING = 1;
    private static final int TAKEN = 2;
    private static final int DONE = 3;
    private static final int FAILED = 4;

    /** Exceptions told of in one run; each makes a string. */
    private static final int MAX_THROWN = 64;

    private final AtomicInteger phase = new AtomicInteger(WORKING);
    /** Among all metrics; below it all is read. Written by the sampler with release, so that the rows below come with it. */
    private final AtomicInteger position;

    private final List<MetricBlock> blocks;
    private final int from;
    private final Set<Object> blocked;
    private final boolean anyBlocked;
    private final boolean withGauges;
    private final boolean recompute;
    private final Changes changes;
    private final Thread watcher = Thread.currentThread();

    // Of the sampler's thread, and of the watcher's once it has taken the run.
    private @Nullable Chunk chunk;
    private int chunkStart;
    private int thrown;

    /**
     * @param blocks all there are, of which the metrics before position {@code from} are passed over
     * @param blocked the {@link Chunk#blockKey}s of what holds a thread and must not take another; changed by nobody
     * @param recompute read histograms' statistics even though their counts stand still: windows may slide with time
     */
    Run(
            List<MetricBlock> blocks,
            int from,
            Set<Object> blocked,
            boolean withGauges,
            boolean recompute,
            Changes changes) {
        this.blocks = blocks;
        this.from = from;
        this.position = new AtomicInteger(from);
        this.blocked = blocked;
        this.anyBlocked = !blocked.isEmpty();
        this.withGauges = withGauges;
        this.recompute = recompute;
        this.changes = changes;
    }

    int position() {
        return position.getAcquire();
    }

    /** Everything is read and settled. */
    boolean isDone() {
        return phase.get() == DONE;
    }

    /** The sampler's thread ended by an error of our own. */
    boolean hasFailed() {
        return phase.get() == FAILED;
    }

    /**
     * Takes the run from the sampler if foreign code is running, and settles what was read before that. Returns the position
     * of the metric that was being read, which is then nobody's until the thread ends; or {@link #NOT_TAKEN}. The sampler may
     * come to one more metric, should it be just on its way there, and never to a second.
     */
    int take() {
        if (!phase.compareAndSet(READING, TAKEN)) {
            return NOT_TAKEN;
        }
        int at = position();
        changes.settle(takenChunk(), at - chunkStart);
        return at;
    }

    /** After it was taken: what holds the sampler's thread now, as far as it is held. */
    Object heldBy() {
        return blockKey(position());
    }

    /** Of the metric at this position. */
    Object blockKey(int at) {
        return takenChunk().blockKey(at - chunkStart);
    }

    private Chunk takenChunk() {
        return java.util.Objects.requireNonNull(chunk);
    }

    /** On the sampler's thread. Returns false if the run was taken. */
    boolean read(Chunk into) {
        boolean finished = false;
        try {
            chunk = into;
            int start = 0;
            for (MetricBlock block : blocks) {
                int end = start + block.size();
                if (end > from && !read(into, block, start)) {
                    finished = true;
                    return false;
                }
                start = end;
            }
            into.clear();
            finished = true;
            phase.set(DONE);
            LockSupport.unpark(watcher);
            return true;
        } finally {
            if (!finished) {
                phase.set(FAILED);
                LockSupport.unpark(watcher);
            }
        }
    }

    /** Returns false if the run was taken. */
    private boolean read(Chunk into, MetricBlock block, int blockStart) {
        int skipped = Math.max(0, from - blockStart);
        into.load(block, skipped, recompute);
        chunkStart = blockStart + skipped;
        position.setRelease(chunkStart);
        phase.set(READING);
        int size = into.size();
        switch (into.type()) {
            case GAUGE:
                gauges(into, into.gauges, size);
                break;
            case COUNTER:
                counters(into, into.counters, size);
                break;
            case METER:
                meters(into, into.meters, size);
                break;
            default:
                histograms(into, into.histograms, size);
        }
        if (!phase.compareAndSet(READING, WORKING)) {
            return false;
        }
        changes.settle(into, size);
        return true;
    }

    // One loop for each type, so that each call in them is of one interface.

    private void gauges(Chunk into, Gauge<?>[] gauges, int size) {
        for (int row = 0; row < size && enter(row); row++) {
            if (!withGauges || isBlocked(into, row)) {
                into.setAbsent(row, Outcome.BLOCKED);
                continue;
            }
            try {
                MetricReader.number(into, row, gauges[row].getValue());
            } catch (Throwable e) {
                threw(into, row, e);
            }
        }
    }

    private void counters(Chunk into, Counter[] counters, int size) {
        for (int row = 0; row < size && enter(row); row++) {
            if (isBlocked(into, row)) {
                into.setAbsent(row, Outcome.BLOCKED);
                continue;
            }
            try {
                into.setLong(row, counters[row].getCount());
            } catch (Throwable e) {
                threw(into, row, e);
            }
        }
    }

    private void meters(Chunk into, Meter[] meters, int size) {
        for (int row = 0; row < size && enter(row); row++) {
            if (isBlocked(into, row)) {
                into.setAbsent(row, Outcome.BLOCKED);
                continue;
            }
            try {
                into.setDouble(row, meters[row].getRate());
            } catch (Throwable e) {
                threw(into, row, e);
            }
        }
    }

    private void histograms(Chunk into, Histogram[] histograms, int size) {
        for (int row = 0; row < size && enter(row); row++) {
            if (isBlocked(into, row)) {
                into.setAbsent(row, Outcome.BLOCKED);
                continue;
            }
            try {
                MetricReader.histogram(into, row, histograms[row]);
            } catch (Throwable e) {
                threw(into, row, e);
            }
        }
    }

    /** Tells where we are. Returns false if the run was taken: then no more foreign code is to be called. */
    private boolean enter(int row) {
        position.setRelease(chunkStart + row);
        return phase.get() == READING;
    }

    private boolean isBlocked(Chunk chunk, int row) {
        return anyBlocked && blocked.contains(chunk.blockKey(row));
    }

    private void threw(Chunk into, int row, Throwable thrownByMetric) {
        if (thrown++ < MAX_THROWN) {
            // Not its message, which is foreign code too, and not itself, which holds on to user classes.
            into.setThrown(row, "threw " + thrownByMetric.getClass().getName());
        } else {
            into.setAbsent(row, Outcome.THREW);
        }
    }
}
