package io.streamgauge.reporter;

import io.streamgauge.wire.HistogramSample;
import io.streamgauge.wire.MetricType;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was read with what was read last, keeps it, and lays out what has changed. Of whoever owns the tables: the
 * sampler that reads, or the reporter's thread.
 */
final class Changes {

    private final Frames frames;
    private final long epochMillis;
    private final Problems problems;
    private long absent;

    Changes(Frames frames, long epochMillis, Problems problems) {
        this.frames = frames;
        this.epochMillis = epochMillis;
        this.problems = problems;
    }

    /** Samples without a number. */
    long absent() {
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
            byte before = block.outcomes[at];
            if (outcome == before && outcome < Outcome.HISTOGRAM && outcome >= Outcome.LONG) {
                if (bits[row] != block.bits[at]) {
                    block.bits[at] = bits[row];
                    frames.value(block, at, epochMillis);
                }
            } else if (block.type == MetricType.HISTOGRAM) {
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
                if (block.outcomes[at] == outcome) {
                    return;
                }
            } else {
                last.copyFrom(fresh);
                // Told below like a changed outcome.
                block.outcomes[at] = Outcome.NOT_READ;
            }
        }
        settle(block, at, outcome, 0, chunk.cause(row));
    }

    /** One row of a block. */
    private void settle(MetricBlock block, int at, byte outcome, long bits, @Nullable String cause) {
        boolean changed = outcome != block.outcomes[at];
        if (changed || bits != block.bits[at]) {
            block.outcomes[at] = outcome;
            block.bits[at] = bits;
            frames.value(block, at, epochMillis);
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
