package io.streamgauge.agent;

import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.history.History;
import io.streamgauge.agent.source.checkpoint.CheckpointSource;
import io.streamgauge.agent.source.flinkrest.FlinkRestSource;
import io.streamgauge.agent.source.merge.FactMerge;
import io.streamgauge.agent.source.merge.MergeInput;
import io.streamgauge.agent.source.reporter.ReporterSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All sources merged into facts; the merge's counters live in the history. For the loop's thread. */
final class Sources implements Loop.FactSource {

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);
    private static final String MEMORY = "merge/counters";

    private final ReporterSource reporters;
    private final @Nullable FlinkRestSource rest;
    private final @Nullable CheckpointSource checkpoints;
    private final FactMerge merge = new FactMerge();
    private final History history;

    Sources(
            ReporterSource reporters,
            @Nullable FlinkRestSource rest,
            @Nullable CheckpointSource checkpoints,
            History history) {
        this.reporters = reporters;
        this.rest = rest;
        this.checkpoints = checkpoints;
        this.history = history;
        byte[] counters = history.load(MEMORY);
        if (counters != null) {
            try {
                merge.restore(counters);
            } catch (IllegalArgumentException e) {
                LOG.atWarn().addKeyValue("error", e.getMessage()).log("Counters start anew");
            }
        }
    }

    @Override
    public Facts at(Instant now) {
        long refused = reporters.counters().malformed()
                + reporters.counters().unauthorized()
                + reporters.counters().overLimit();
        Facts facts = merge.merge(MergeInput.take(now, reporters, rest, refused));
        // At a refresh too: what it has counted no source will tell again.
        history.save(MEMORY, merge.save());
        return checkpoints == null ? facts : checkpoints.join(facts);
    }
}
