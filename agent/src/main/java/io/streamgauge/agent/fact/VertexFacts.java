package io.streamgauge.agent.fact;

import java.util.List;

/** One job vertex: a chain of operators that runs as {@code parallelism} subtasks. */
public record VertexFacts(String id, String name, int parallelism, List<SubtaskFacts> subtasks) {

    public VertexFacts {
        subtasks = List.copyOf(subtasks);
    }
}
