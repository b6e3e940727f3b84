package io.streamgauge.agent.source.flinkrest.answer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The vertices of a job and how data flows between them, from Flink's cached execution graph.
 *
 * @param statusSince when each job status was last entered
 */
public record RestGraph(List<Vertex> vertices, List<Edge> edges, Map<String, Instant> statusSince) {

    public RestGraph {
        vertices = List.copyOf(vertices);
        edges = List.copyOf(edges);
        statusSince = Map.copyOf(statusSince);
    }

    /**
     * One chain of operators.
     *
     * @param tasks subtasks by status
     */
    public record Vertex(
            String id,
            String name,
            int parallelism,
            @Nullable Integer maxParallelism,
            @Nullable String status,
            Map<String, Integer> tasks,
            Flow flow) {

        public Vertex {
            tasks = Map.copyOf(tasks);
        }
    }

    /**
     * What went through a vertex since its tasks started, from Flink's metric fetcher: as old as its interval. A number
     * that Flink marks incomplete is null, and so are the times beside it.
     */
    public record Flow(
            @Nullable Long bytesIn,
            @Nullable Long bytesOut,
            @Nullable Long recordsIn,
            @Nullable Long recordsOut,
            @Nullable Double busyMillis,
            @Nullable Double idleMillis,
            @Nullable Double backpressuredMillis) {}

    /**
     * Data flows from one vertex to another.
     *
     * @param strategy how records are spread: HASH, REBALANCE, FORWARD, ...
     */
    public record Edge(String from, String to, @Nullable String strategy) {}
}
