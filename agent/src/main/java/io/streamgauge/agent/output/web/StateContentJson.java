package io.streamgauge.agent.output.web;

import io.streamgauge.agent.fact.CheckpointContent;
import io.streamgauge.checkpoint.report.Estimate;
import io.streamgauge.checkpoint.report.NotRead;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.Serializers;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.report.StateSize;
import io.streamgauge.checkpoint.report.TimeHistogram;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the newest checkpoint that was read holds of a state. What is not known is null. */
final class StateContentJson {

    private StateContentJson() {}

    static JsonObject of(CheckpointContent content, OperatorReport operator, StateReport state) {
        StateSize size = state.size();
        long all = content.report().bytes();
        Long bytes = size.bytes();
        return new JsonObject()
                .put("id", content.report().checkpoint().id())
                .put("completedAt", content.completedAt().toString())
                .put("kind", text(state.kind()))
                .put("timeToLive", text(state.timeToLive()))
                .put("namespace", text(state.namespace()))
                .put("serializers", serializers(state.serializers()))
                .put("parallelism", operator.parallelism())
                .put("maxParallelism", operator.maxParallelism())
                .put("bytes", bytes)
                .put("share", bytes == null || all == 0 ? null : (Double) (bytes / (double) all))
                .put("files", size.files())
                .put("levels", state.levels() == null ? null : new JsonArray(state.levels()))
                .put("entries", size.entries())
                .put("tombstones", size.tombstones())
                .put("mergeOperands", size.mergeOperands())
                .put("rangeDeletions", size.rangeDeletions())
                .put("rawKeyBytes", size.rawKeyBytes())
                .put("rawValueBytes", size.rawValueBytes())
                .put("meanKeyBytes", size.meanKeyBytes())
                .put("meanValueBytes", size.meanValueBytes())
                .put("oldestDataAt", time(state.age().oldest()))
                .put("newestDataAt", time(state.age().newest()))
                .put(
                        "liveKeys",
                        state.sample() == null ? null : estimate(state.sample().liveKeys()))
                .put(
                        "liveEntries",
                        state.sample() == null ? null : estimate(state.sample().liveEntries()))
                .put("dueTimes", histogram(state.dueTimes()))
                .put("lastAccess", histogram(state.lastAccess()))
                .put("windowEnds", histogram(state.windowEnds()))
                .put("subtasks", subtasks(state))
                .put("notRead", notRead(state.notRead()));
    }

    private static JsonArray subtasks(StateReport state) {
        JsonArray subtasks = new JsonArray();
        state.subtasks()
                .forEach(subtask -> subtasks.add(new JsonObject()
                        .put("index", subtask.subtask())
                        .put("bytes", subtask.bytes())
                        .put("entries", subtask.entries())));
        return subtasks;
    }

    static JsonArray notRead(List<NotRead> missing) {
        JsonArray all = new JsonArray();
        missing.forEach(one -> all.add(new JsonObject().put("what", one.what()).put("why", one.why())));
        return all;
    }

    private static JsonObject serializers(Serializers serializers) {
        return new JsonObject()
                .put("key", serializers.key())
                .put("namespace", serializers.namespace())
                .put("value", serializers.value())
                .put("userKey", serializers.userKey());
    }

    private static JsonObject estimate(Estimate estimate) {
        return new JsonObject()
                .put("value", estimate.value())
                .put("low", estimate.low())
                .put("high", estimate.high())
                .put("confidence", estimate.confidence());
    }

    /** Empty buckets are left out. */
    private static @Nullable JsonArray histogram(@Nullable TimeHistogram histogram) {
        if (histogram == null) {
            return null;
        }
        JsonArray buckets = new JsonArray();
        for (int i = 0; i < histogram.buckets(); i++) {
            if (histogram.count(i) > 0) {
                buckets.add(new JsonObject()
                        .put("fromMillis", histogram.startMillis(i))
                        .put("toMillis", histogram.startMillis(i + 1))
                        .put("count", histogram.count(i)));
            }
        }
        return buckets;
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
