package io.streamgauge.agent.source.flinkrest.answer;

import io.streamgauge.agent.fact.JobRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One job. Everything but the overview is absent for a job that had ended before the agent saw it.
 *
 * @param failures newest first
 * @param backpressure by vertex id
 */
public record RestJob(
        Overview overview,
        Part<RestGraph> graph,
        Part<RestCheckpoints> checkpoints,
        Part<RestCheckpoints.Settings> checkpointSettings,
        Part<List<Failure>> failures,
        Map<String, Part<RestBackpressure>> backpressure) {

    public RestJob {
        backpressure = Map.copyOf(backpressure);
    }

    /**
     * What the list of jobs says; Flink caches nothing of it.
     *
     * @param status Flink's word; RUNNING also while tasks wait for slots, so look at the task counts
     */
    public record Overview(
            JobRef job,
            String status,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Integer tasksRunning,
            @Nullable Integer tasksTotal) {

        private static final Set<String> TERMINAL = Set.of("FINISHED", "CANCELED", "FAILED");

        /** Whether it is over for good. */
        public boolean ended() {
            return TERMINAL.contains(status);
        }
    }

    /**
     * An entry of Flink's exception history: one failed attempt. A single lost TaskManager can leave a dozen.
     *
     * @param message first line of the stack trace, shortened
     * @param task "name (2/4) - execution #1"; null for failures that are nobody's
     */
    public record Failure(
            Instant at,
            @Nullable String exception,
            @Nullable String message,
            @Nullable String task,
            @Nullable String taskManagerId,
            Map<String, String> labels) {

        public Failure {
            labels = Map.copyOf(labels);
        }
    }
}
