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
        Frames changes;
        try {
            changes = read(epochMillis);
        } catch (Throwable e) {
            // Some of what has changed may be taken for told by now.
            links.forEach(link -> link.skip(forgotten));
            forgotten.clear();
            throw e;
        }
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
        Frames frames = new Frames(writer);
        Changes changes = new Changes(frames, epochMillis, problems);
        frames.beginReport(epochMillis);
        sampling.read(index.tables(), changes);
        frames.endReport();
        gaugeProblems += changes.absent();
        return frames;
    }

    private void everything(Frames frames, long epochMillis) {
        frames.beginReport(epochMillis);
        for (MetricBlock block : index.tables().blocks()) {
            for (int row = 0; row < block.size(); row++) {
                frames.value(block, row, epochMillis);
            }
        }
        frames.endReport();
    }

    /** Samples that had no number. */
    long gaugeProblems() {
        return gaugeProblems;
    }
}
