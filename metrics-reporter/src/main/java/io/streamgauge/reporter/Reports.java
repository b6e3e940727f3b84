package io.streamgauge.reporter;

import io.streamgauge.wire.FrameWriter;
import java.util.List;

/** Has the metrics read and tells each agent what it does not know yet. Owned by the reporter's thread. */
final class Reports {

    private final MetricIndex index;
    private final Sampling sampling;
    private final Problems problems;
    private final FrameWriter writer = new FrameWriter();
    private long gaugeProblems;

    Reports(MetricIndex index, Sampling sampling, Problems problems) {
        this.index = index;
        this.sampling = sampling;
        this.problems = problems;
    }

    /** Sends what has changed since the report before, or everything to an agent that is not in step. */
    void send(List<Link> links) {
        Forgotten forgotten = index.forgotten();
        if (links.stream().noneMatch(Link::isReady)) {
            // Nobody to read for.
            links.forEach(link -> link.skip(forgotten));
            forgotten.clear();
            return;
        }
        long epochMillis = System.currentTimeMillis();
        Frames changes = read(epochMillis);
        for (Link link : links) {
            if (!link.isReady()) {
                link.skip(forgotten);
                continue;
            }
            Frames frames = new Frames(writer);
            link.catchUp(frames, index);
            if (link.isInStep()) {
                frames.done().addAll(changes.done());
            } else {
                everything(frames, epochMillis);
            }
            link.report(frames, index, new Frames(writer));
        }
        forgotten.clear();
    }

    /** Reads all metrics and lays out what has changed. */
    Frames read(long epochMillis) {
        sampling.read(index.entries());
        Frames frames = new Frames(writer);
        frames.beginReport(epochMillis);
        List<Entry> entries = index.entries();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            byte before = entry.lastOutcome;
            if (entry.settle()) {
                frames.value(entry, epochMillis);
            }
            if (Outcome.isAbsent(entry.lastOutcome)) {
                gaugeProblems++;
                if (entry.lastOutcome != before) {
                    tellAbsent(entry);
                }
            }
        }
        frames.endReport();
        return frames;
    }

    /** What threw or blocked has been told with more detail by those who saw it. */
    private void tellAbsent(Entry entry) {
        if (entry.lastOutcome == Outcome.NULL) {
            problems.noteQuietly("null", entry.fullName());
        } else if (entry.lastOutcome == Outcome.NAN) {
            problems.noteQuietly("NaN", entry.fullName());
        } else if (entry.lastOutcome == Outcome.NOT_NUMERIC) {
            problems.noteQuietly("not a number", entry.fullName());
        }
    }

    private void everything(Frames frames, long epochMillis) {
        frames.beginReport(epochMillis);
        index.entries().forEach(entry -> frames.value(entry, epochMillis));
        frames.endReport();
    }

    /** Samples that had no number. */
    long gaugeProblems() {
        return gaugeProblems;
    }
}
