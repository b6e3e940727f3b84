package io.streamgauge.agent.output.self;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.streamgauge.agent.source.checkpoint.CheckpointMetrics;
import io.streamgauge.checkpoint.report.ReadCost;

/** What reading checkpoints costs. */
public final class CheckpointMeters implements CheckpointMetrics {

    private final Timer reads;
    private final Counter bytes;
    private final Counter files;
    private final Counter known;
    private final Counter superseded;
    private final Counter failures;

    public CheckpointMeters(AgentMeters meters) {
        reads = meters.timer("streamgauge.checkpoint.reads", "Time to read a checkpoint.");
        bytes = meters.counter("streamgauge.checkpoint.read.bytes", "Bytes read from checkpoint storage.");
        files = meters.counter("streamgauge.checkpoint.read.files", "Files opened in checkpoint storage.");
        known = meters.counter(
                "streamgauge.checkpoint.read.known.files",
                "Files of checkpoints that were not opened, since an earlier checkpoint had them too.");
        superseded = meters.counter(
                "streamgauge.checkpoint.reads.superseded", "Checkpoints that Flink deleted before they were read.");
        failures = meters.counter("streamgauge.checkpoint.reads.failed", "Checkpoints that could not be read.");
    }

    @Override
    public void read(ReadCost cost) {
        reads.record(cost.took());
        bytes.increment((double) cost.bytes());
        files.increment(cost.files());
        known.increment(cost.knownFiles());
    }

    @Override
    public void superseded() {
        superseded.increment();
    }

    @Override
    public void failed() {
        failures.increment();
    }
}
