package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.fact.SubtaskFacts;
import io.streamgauge.agent.fact.VertexFacts;
import io.streamgauge.agent.source.flinkrest.answer.Part;
import io.streamgauge.agent.source.flinkrest.answer.RestBackpressure;
import io.streamgauge.agent.source.flinkrest.answer.RestGraph;
import io.streamgauge.agent.source.flinkrest.answer.RestJob;
import io.streamgauge.agent.source.merge.reading.Readings;
import io.streamgauge.agent.source.merge.reading.TaskKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes vertex facts: which there are by REST, how busy they are by the reporter, else by REST. */
final class VertexMerge {

    private final TaskShares shares;

    VertexMerge(TaskShares shares) {
        this.shares = shares;
    }

    /**
     * Of one job.
     *
     * @param known parallelism and name by vertex id, as REST told last
     */
    List<VertexFacts> vertices(Map<String, RestGraph.Vertex> known, List<Readings.Task> tasks, @Nullable RestJob rest) {
        Map<String, Map<Integer, SubtaskFacts>> subtasks = new TreeMap<>();
        Map<String, String> names = new TreeMap<>();
        known.forEach((id, vertex) -> names.put(id, vertex.name()));
        for (Readings.Task task : tasks) {
            TaskKey key = task.key();
            names.putIfAbsent(key.vertexId(), task.attempt().taskName());
            TaskShares.Shares share = shares.of(task);
            subtasks.computeIfAbsent(key.vertexId(), vertex -> new TreeMap<>())
                    .put(
                            key.subtask(),
                            new SubtaskFacts(
                                    key.subtask(),
                                    task.attempt().number() < 0
                                            ? null
                                            : task.attempt().number(),
                                    task.processId(),
                                    share.busy(),
                                    share.idle(),
                                    share.backpressured()));
        }
        if (rest != null) {
            rest.backpressure().forEach((vertex, part) -> addMissing(part, subtasks, vertex));
        }
        List<VertexFacts> vertices = new ArrayList<>();
        TreeSet<String> ids = new TreeSet<>(known.keySet());
        ids.addAll(subtasks.keySet());
        for (String id : ids) {
            Map<Integer, SubtaskFacts> own = subtasks.getOrDefault(id, Map.of());
            int seen = own.keySet().stream().mapToInt(index -> index + 1).max().orElse(0);
            RestGraph.Vertex vertex = known.get(id);
            vertices.add(new VertexFacts(
                    id,
                    names.getOrDefault(id, id),
                    vertex == null ? seen : vertex.parallelism(),
                    List.copyOf(own.values())));
        }
        return vertices;
    }

    private static void addMissing(
            Part<RestBackpressure> part, Map<String, Map<Integer, SubtaskFacts>> subtasks, String vertex) {
        RestBackpressure told = part.value();
        if (told == null) {
            return;
        }
        Map<Integer, SubtaskFacts> own = subtasks.computeIfAbsent(vertex, id -> new TreeMap<>());
        for (RestBackpressure.Subtask one : told.subtasks()) {
            own.putIfAbsent(
                    one.index(),
                    new SubtaskFacts(
                            one.index(), null, null, one.busyRatio(), one.idleRatio(), one.backpressuredRatio()));
        }
    }
}
