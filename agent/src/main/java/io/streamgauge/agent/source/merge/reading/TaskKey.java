package io.streamgauge.agent.source.merge.reading;

import java.util.Comparator;

/** One subtask of a vertex, whatever attempt runs it. */
public record TaskKey(String jobId, String vertexId, int subtask) implements Comparable<TaskKey> {

    private static final Comparator<TaskKey> ORDER = Comparator.comparing(TaskKey::jobId)
            .thenComparing(TaskKey::vertexId)
            .thenComparingInt(TaskKey::subtask);

    @Override
    public int compareTo(TaskKey other) {
        return ORDER.compare(this, other);
    }
}
