package io.streamgauge.agent.output.web;

import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.StateFacts;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.view.View;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** States as the API shows them: one entry per operator and state, its subtasks inside, largest first. */
final class StateJson {

    private StateJson() {}

    static JsonArray ofJob(JobFacts job, View view) {
        Map<List<String>, List<StateFacts>> byState = new LinkedHashMap<>();
        for (StateFacts state : job.states()) {
            byState.computeIfAbsent(List.of(state.operator().id(), state.state()), key -> new ArrayList<>())
                    .add(state);
        }
        List<JsonObject> states = new ArrayList<>();
        byState.values().forEach(subtasks -> states.add(state(job, subtasks, view)));
        states.sort((a, b) -> Double.compare(bytes(b), bytes(a)));
        return new JsonArray(states);
    }

    private static double bytes(JsonObject state) {
        Long sst = state.getLong("sstBytes");
        Long memtable = state.getLong("memtableBytes");
        return (sst == null ? 0 : sst) + (memtable == null ? 0 : memtable);
    }

    private static JsonObject state(JobFacts job, List<StateFacts> subtasks, View view) {
        StateFacts first = subtasks.get(0);
        JsonArray parts = new JsonArray();
        subtasks.forEach(subtask -> parts.add(new JsonObject()
                .put("index", subtask.subtask())
                .put("keys", subtask.keys())
                .put("sstBytes", subtask.sstBytes())
                .put("memtableBytes", subtask.memtableBytes())));
        return new JsonObject()
                .put("job", FindingJson.job(job.job()))
                .put("operator", FindingJson.operator(first.operator()))
                .put("state", first.state())
                .put("timers", first.timers())
                .put("keys", StateFacts.sum(subtasks, StateFacts::keys))
                .put("sstBytes", StateFacts.sum(subtasks, StateFacts::sstBytes))
                .put("memtableBytes", StateFacts.sum(subtasks, StateFacts::memtableBytes))
                .put("liveDataBytes", StateFacts.sum(subtasks, StateFacts::liveDataBytes))
                .put("pendingCompactionBytes", StateFacts.sum(subtasks, StateFacts::pendingCompactionBytes))
                .put("verdict", verdict(job, first, view))
                .put("subtasks", parts);
    }

    private static @Nullable String verdict(JobFacts job, StateFacts state, View view) {
        for (Finding finding : view.findings()) {
            if (finding.job().id().equals(job.job().id())
                    && finding.operator() != null
                    && finding.operator().id().equals(state.operator().id())
                    && state.state().equals(finding.state())) {
                return finding.verdict().text();
            }
        }
        return null;
    }
}
