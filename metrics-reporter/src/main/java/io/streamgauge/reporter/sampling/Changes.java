package io.streamgauge.reporter.sampling;

import io.streamgauge.reporter.index.MetricBlock;
import io.streamgauge.reporter.index.Outcome;
import io.streamgauge.reporter.problem.Problems;
import io.streamgauge.wire.HistogramSample;
import io.streamgauge.wire.MetricType;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was read with what was read last, keeps it, and tells what has changed. Of whoever owns the tables: the
 * sampler that reads, or the reporter's thread.
 */
public final class Changes {

    /** Who wants to know. Called by whoever owns the tables. */
    public interface Listener {
        /** What the block holds of the metric in this row is new. */
        void changed(MetricBlock block, int row);
    }

    private final Listener listener;
    private final Problems problems;
    private long absent;

    public Changes(Listener listener, Problems problems) {
        this.listener = listener;
        this.problems = problems;
    }

    /** Samples without a number. */
    public long absent() {
        return absent;
    }

    /** The first rows of a chunk. */
    void settle(Chunk chunk, int rows) {
        MetricBlock block = chunk.block();
        byte[] outcomes = chunk.outcomes;
        long[] bits = chunk.bits;
        for (int row = 0; row < rows; row++) {
            int at = chunk.rowInBlock(row);
            byte outcome = outcomes[row];
            if (outcome == block.outcome(at) && Outcome.isNumber(outcome)) {
                if (bits[row] != block.bits(at)) {
                    block.keep(at, outcome, bits[row]);
                    listener.changed(block, at);
                }
            } else if (block.type() == MetricType.HISTOGRAM) {
                histogram(chunk, row, block, at);
            } else {
                settle(block, at, outcome, bits[row], chunk.cause(row));
            }
        }
    }

    private void histogram(Chunk chunk, int row, MetricBlock block, int at) {
        byte outcome = chunk.outcomes[row];
        if (outcome == Outcome.UNMOVED) {
            return;
        }
        if (outcome == Outcome.HISTOGRAM) {
            HistogramSample fresh = chunk.sample(row);
            HistogramSample last = block.sample(at);
            if (fresh.sameAs(last)) {
                if (block.outcome(at) == outcome) {
                    return;
                }
            } else {
                last.copyFrom(fresh);
                // Told below like a changed outcome.
                block.keep(at, Outcome.NOT_READ, 0);
            }
        }
        settle(block, at, outcome, 0, chunk.cause(row));
    }

    /** One row of a block. */
    private void settle(MetricBlock block, int at, byte outcome, long bits, @Nullable String cause) {
        boolean changed = outcome != block.outcome(at);
        if (changed || bits != block.bits(at)) {
            block.keep(at, outcome, bits);
            listener.changed(block, at);
        }
        if (Outcome.isAbsent(outcome)) {
            absent++;
            if (changed) {
                tellAbsent(block, at, outcome, cause);
            }
        }
    }

    /** A metric that was not read, because it holds a thread. */
    void blocked(MetricBlock block, int at) {
        settle(block, at, Outcome.BLOCKED, 0, null);
    }

    private void tellAbsent(MetricBlock block, int at, byte outcome, @Nullable String cause) {
        if (outcome == Outcome.NULL) {
            problems.noteQuietly("null", block.fullName(at));
        } else if (outcome == Outcome.NAN) {
            problems.noteQuietly("NaN", block.fullName(at));
        } else if (outcome == Outcome.NOT_NUMERIC) {
            problems.noteQuietly("not a number", block.fullName(at));
        } else if (cause != null) {
            problems.note(cause, block.fullName(at));
        }
    }
}
