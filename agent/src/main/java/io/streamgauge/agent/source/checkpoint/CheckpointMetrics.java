package io.streamgauge.agent.source.checkpoint;

import io.streamgauge.checkpoint.report.ReadCost;

/** Counts what reading checkpoints comes to. Called by the source's thread. */
public interface CheckpointMetrics {

    /** Nothing is counted. */
    CheckpointMetrics NOOP = new CheckpointMetrics() {
        @Override
        public void read(ReadCost cost) {}

        @Override
        public void superseded() {}

        @Override
        public void failed() {}
    };

    void read(ReadCost cost);

    /** Flink deleted it before it was read to the end. */
    void superseded();

    void failed();
}
