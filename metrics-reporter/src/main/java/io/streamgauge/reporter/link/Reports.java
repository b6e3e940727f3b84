package io.streamgauge.reporter.link;

import io.streamgauge.reporter.index.Forgotten;
import io.streamgauge.reporter.index.MetricBlock;
import io.streamgauge.reporter.index.MetricIndex;
import io.streamgauge.reporter.index.MetricTables;
import io.streamgauge.reporter.problem.Problems;
import io.streamgauge.reporter.sampling.Changes;
import io.streamgauge.wire.FrameWriter;
import java.util.List;
import java.util.function.BiConsumer;

/** Has the metrics read and tells each agent what it does not know yet. Owned by the reporter's thread. */
public final class Reports {

    private final MetricIndex index;
    private final BiConsumer<MetricTables, Changes> sampling;
    private final Problems problems;
    private final FrameWriter writer = new FrameWriter();
    private long gaugeProblems;

    /** @param sampling has all metrics read and settled; may fail */
    public Reports(MetricIndex index, BiConsumer<MetricTables, Changes> sampling, Problems problems) {
        this.index = index;
        this.sampling = sampling;
        this.problems = problems;
    }

    /** Sends what has changed since the report before, or everything to an agent that is not in step. */
    public void send(List<Link> links) {
        Forgotten forgotten = index.forgotten();
        if (!anyReady(links)) {
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

    private static boolean anyReady(List<Link> links) {
        for (Link link : links) {
            if (link.isReady()) {
                return true;
            }
        }
        return false;
    }

    /** Reads all metrics and lays out what has changed. */
    Frames read(long epochMillis) {
        Frames frames = new Frames(writer);
        Changes changes = new Changes(frames, problems);
        frames.beginReport(epochMillis);
        sampling.accept(index.tables(), changes);
        frames.endReport();
        gaugeProblems += changes.absent();
        return frames;
    }

    private void everything(Frames frames, long epochMillis) {
        frames.beginReport(epochMillis);
        for (MetricBlock block : index.tables().blocks()) {
            for (int row = 0; row < block.size(); row++) {
                frames.changed(block, row);
            }
        }
        frames.endReport();
    }

    /** Samples that had no number. */
    public long gaugeProblems() {
        return gaugeProblems;
    }
}
