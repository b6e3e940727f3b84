package io.streamgauge.agent.output.web;

import io.streamgauge.agent.fact.CheckpointContent;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.OperatorFacts;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.fact.StateFacts;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.view.View;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.StateReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * States as the API shows them: one entry per operator and state, largest first, with what the gauges of the running job
 * tell and what its newest checkpoint holds.
 */
final class StateJson {

    private StateJson() {}

    /** Of which a state is known: its gauges, its part of a checkpoint, or both. */
    private record Key(OperatorRef operator, String state) {

        /** Names may differ between sources. */
        String text() {
            return operator.id() + "/" + state;
        }
    }

    static JsonArray ofJob(JobFacts job, View view) {
        Map<String, Key> keys = new LinkedHashMap<>();
        Map<String, List<StateFacts>> gauges = new HashMap<>();
        for (StateFacts state : job.states()) {
            Key key = new Key(state.operator(), state.state());
            keys.putIfAbsent(key.text(), key);
            gauges.computeIfAbsent(key.text(), text -> new ArrayList<>()).add(state);
        }
        Map<String, JsonObject> contents = new HashMap<>();
        CheckpointContent content = view.facts().content(job.job().id()).orElse(null);
        if (content != null) {
            for (OperatorReport operator : content.report().operators()) {
                for (StateReport state : operator.states()) {
                    Key key = new Key(operatorOf(job, operator), state.name());
                    keys.putIfAbsent(key.text(), key);
                    contents.put(key.text(), StateContentJson.of(content, operator, state));
                }
            }
        }
        List<JsonObject> states = new ArrayList<>();
        keys.forEach((text, key) ->
                states.add(state(job, key, gauges.getOrDefault(text, List.of()), contents.get(text), view)));
        states.sort((a, b) -> Double.compare(bytes(b), bytes(a)));
        return new JsonArray(states);
    }

    /** As the running job calls it, where it still has it. */
    private static OperatorRef operatorOf(JobFacts job, OperatorReport operator) {
        return job.operators().stream()
                .map(OperatorFacts::operator)
                .filter(known -> known.id().equals(operator.id()))
                .findFirst()
                .orElseGet(() -> new OperatorRef(operator.id(), operator.uid(), operator.displayName()));
    }

    private static double bytes(JsonObject state) {
        JsonObject checkpoint = state.getJsonObject("checkpoint");
        Long stored = checkpoint == null ? null : checkpoint.getLong("bytes");
        Long sst = state.getLong("sstBytes");
        Long memtable = state.getLong("memtableBytes");
        return stored != null ? stored : (sst == null ? 0 : sst) + (memtable == null ? 0 : memtable);
    }

    private static JsonObject state(
            JobFacts job, Key key, List<StateFacts> subtasks, @Nullable JsonObject checkpoint, View view) {
        JsonArray parts = new JsonArray();
        subtasks.forEach(subtask -> parts.add(new JsonObject()
                .put("index", subtask.subtask())
                .put("keys", subtask.keys())
                .put("sstBytes", subtask.sstBytes())
                .put("memtableBytes", subtask.memtableBytes())));
        return new JsonObject()
                .put("job", FindingJson.job(job.job()))
                .put("operator", FindingJson.operator(key.operator()))
                .put("state", key.state())
                .put("timers", key.state().startsWith("_timer_state/"))
                .put("keys", sum(subtasks, StateFacts::keys))
                .put("sstBytes", sum(subtasks, StateFacts::sstBytes))
                .put("memtableBytes", sum(subtasks, StateFacts::memtableBytes))
                .put("liveDataBytes", sum(subtasks, StateFacts::liveDataBytes))
                .put("pendingCompactionBytes", sum(subtasks, StateFacts::pendingCompactionBytes))
                .put("verdict", verdict(job, key, view))
                .put("subtasks", parts)
                .put("checkpoint", checkpoint);
    }

    /** Of no subtask nothing is known. */
    private static @Nullable Long sum(List<StateFacts> subtasks, Function<StateFacts, @Nullable Long> part) {
        return subtasks.isEmpty() ? null : StateFacts.sum(subtasks, part);
    }

    private static @Nullable String verdict(JobFacts job, Key key, View view) {
        for (Finding finding : view.findings()) {
            if (finding.job().id().equals(job.job().id())
                    && finding.operator() != null
                    && finding.operator().id().equals(key.operator().id())
                    && key.state().equals(finding.state())) {
                return finding.verdict().text();
            }
        }
        return null;
    }
}
