package io.streamgauge.agent.metric;

/**
 * How much detail the derived metrics have.
 *
 * @param statesPerSubtask also key and byte counts of each state in each subtask: as many series as states times
 *     parallelism
 */
public record SampleSettings(boolean statesPerSubtask) {

    public static final SampleSettings DEFAULT = new SampleSettings(false);
}
