package io.streamgauge.agent.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One job.
 *
 * @param status Flink's word ("RUNNING", "RESTARTING", ...); it is RUNNING while tasks still wait for slots
 * @param tasksRunning subtasks that run; null where REST was not read
 * @param tasksTotal subtasks in all
 * @param states one entry per operator, state and subtask
 * @param events since the tick before
 */
public record JobFacts(
        JobRef job,
        @Nullable String status,
        @Nullable Instant startedAt,
        @Nullable Integer tasksRunning,
        @Nullable Integer tasksTotal,
        RestartFacts restarts,
        CheckpointFacts checkpoints,
        List<VertexFacts> vertices,
        List<OperatorFacts> operators,
        List<StateFacts> states,
        List<JobEvent> events) {

    public JobFacts {
        vertices = List.copyOf(vertices);
        operators = List.copyOf(operators);
        states = List.copyOf(states);
        events = List.copyOf(events);
    }
}
