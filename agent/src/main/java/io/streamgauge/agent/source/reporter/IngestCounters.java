package io.streamgauge.agent.source.reporter;

import java.util.concurrent.atomic.LongAdder;

/** What ingest did since the agent started. Written by connections, read by any thread. */
public final class IngestCounters {

    final LongAdder accepted = new LongAdder();
    final LongAdder unauthorized = new LongAdder();
    final LongAdder overLimit = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder unknownFrames = new LongAdder();
    final LongAdder frames = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder reports = new LongAdder();
    final LongAdder refusedDefinitions = new LongAdder();
    final LongAdder strayValues = new LongAdder();
    final LongAdder decodeNanos = new LongAdder();

    IngestCounters() {}

    /** Connections whose hello was taken. */
    public long accepted() {
        return accepted.sum();
    }

    /** Connections with no or a wrong token. */
    public long unauthorized() {
        return unauthorized.sum();
    }

    /** Connections refused because there were too many. */
    public long overLimit() {
        return overLimit.sum();
    }

    /** Connections ended because of what they sent: malformed or oversized frames, frames out of order. */
    public long malformed() {
        return malformed.sum();
    }

    /** Frames skipped because their type is not known. */
    public long unknownFrames() {
        return unknownFrames.sum();
    }

    public long frames() {
        return frames.sum();
    }

    /** Payload bytes of frames. */
    public long bytes() {
        return bytes.sum();
    }

    /** Whole reports. */
    public long reports() {
        return reports.sum();
    }

    /** Scopes and metrics not taken because a bound was reached. */
    public long refusedDefinitions() {
        return refusedDefinitions.sum();
    }

    /** Values of metrics that are not, or no longer, defined. */
    public long strayValues() {
        return strayValues.sum();
    }

    /** Time spent decoding, on event loops. */
    public double decodeSeconds() {
        return decodeNanos.sum() / 1e9;
    }
}
