package io.streamgauge.agent.output.web;

import io.streamgauge.agent.fact.CheckpointFacts;
import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.OperatorFacts;
import io.streamgauge.agent.fact.SubtaskFacts;
import io.streamgauge.agent.fact.VertexFacts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job as the API shows it. What is not known is null. */
final class JobJson {

    private JobJson() {}

    static JsonObject of(JobFacts job) {
        JsonArray vertices = new JsonArray();
        job.vertices().forEach(vertex -> vertices.add(vertex(vertex)));
        JsonArray operators = new JsonArray();
        job.operators().forEach(operator -> operators.add(operator(operator)));
        return new JsonObject()
                .put("id", job.job().id())
                .put("name", job.job().name())
                .put("status", job.status())
                .put("startedAt", text(job.startedAt()))
                .put("tasksRunning", job.tasksRunning())
                .put("tasksTotal", job.tasksTotal())
                .put("restartAttempts", job.restarts().attempts())
                .put("failures", job.restarts().failures())
                .put("checkpoints", checkpoints(job.checkpoints()))
                .put("vertices", vertices)
                .put("operators", operators);
    }

    static JsonObject checkpoint(CheckpointRecord checkpoint) {
        return new JsonObject()
                .put("id", checkpoint.id())
                .put("completed", checkpoint.completed())
                .put("savepoint", checkpoint.savepoint())
                .put("triggeredAt", text(checkpoint.triggeredAt()))
                .put("durationSeconds", seconds(checkpoint.duration()))
                .put("fullBytes", checkpoint.fullBytes())
                .put("incrementalBytes", checkpoint.incrementalBytes())
                .put("processedInFlightBytes", checkpoint.processedInFlightBytes())
                .put("persistedInFlightBytes", checkpoint.persistedInFlightBytes())
                .put("unaligned", checkpoint.unaligned())
                .put("externalPath", checkpoint.externalPath())
                .put("failure", checkpoint.failure());
    }

    private static JsonObject checkpoints(CheckpointFacts facts) {
        CheckpointRecord last = facts.lastCompleted();
        return new JsonObject()
                .put("completed", facts.completed())
                .put("failed", facts.failed())
                .put("intervalSeconds", seconds(facts.interval()))
                .put("timeoutSeconds", seconds(facts.timeout()))
                .put("runningSince", text(facts.runningSince()))
                .put("lastCompleted", last == null ? null : checkpoint(last))
                .put(
                        "restoredFrom",
                        facts.restored() == null ? null : facts.restored().checkpointId());
    }

    private static JsonObject vertex(VertexFacts vertex) {
        JsonArray subtasks = new JsonArray();
        vertex.subtasks().forEach(subtask -> subtasks.add(subtask(subtask)));
        return new JsonObject()
                .put("id", vertex.id())
                .put("name", vertex.name())
                .put("parallelism", vertex.parallelism())
                .put("subtasks", subtasks);
    }

    private static JsonObject subtask(SubtaskFacts subtask) {
        return new JsonObject()
                .put("index", subtask.index())
                .put("attempt", subtask.attempt())
                .put("process", subtask.processId())
                .put("busyRatio", subtask.busyRatio())
                .put("idleRatio", subtask.idleRatio())
                .put("backpressuredRatio", subtask.backpressuredRatio());
    }

    private static JsonObject operator(OperatorFacts operator) {
        Long watermark = operator.watermarkEpochMillis();
        return new JsonObject()
                .put("id", operator.operator().id())
                .put("uid", operator.operator().uid())
                .put("name", operator.operator().name())
                .put("vertex", operator.vertexId())
                .put("recordsIn", operator.recordsIn())
                .put("recordsOut", operator.recordsOut())
                .put("watermark", watermark == null ? null : text(Instant.ofEpochMilli(watermark)))
                .put("watermarkLagSeconds", operator.watermarkLagSeconds());
    }

    static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable Double seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis() / 1000.0;
    }
}
