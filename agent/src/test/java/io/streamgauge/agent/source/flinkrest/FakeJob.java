package io.streamgauge.agent.source.flinkrest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/** A job of one vertex on a fake JobManager, whose checkpoint history holds ten like Flink's. Thread-safe. */
final class FakeJob {

    static final String VERTEX = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    private final String id;
    private final Deque<String> history = new ArrayDeque<>();
    private long completed;
    private String status = "RUNNING";

    FakeJob(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    FakeJob on(FakeJobManager jobManager) {
        String base = "/jobs/" + id;
        jobManager
                .json("/jobs/overview", () -> "{\"jobs\":[" + overview() + "]}")
                .json(base, "{\"vertices\":[{\"id\":\"" + VERTEX + "\",\"name\":\"v\",\"parallelism\":1}]}")
                .json(base + "/checkpoints", this::checkpoints)
                .recorded(base + "/checkpoints/config", "job-checkpoints-config")
                .recorded(base + "/exceptions", "job-exceptions")
                .recorded(base + "/vertices/" + VERTEX + "/backpressure", "backpressure-1")
                .recorded("/overview", "overview")
                .recorded("/taskmanagers", "taskmanagers")
                .json("/jobmanager/config", "[]");
        return this;
    }

    synchronized String overview() {
        return "{\"jid\":\"" + id + "\",\"name\":\"job\",\"state\":\"" + status + "\",\"start-time\":1000,"
                + "\"tasks\":{\"running\":1,\"total\":1}}";
    }

    synchronized void becomes(String newStatus) {
        status = newStatus;
    }

    synchronized void complete(long checkpoint, long triggeredAt) {
        completed++;
        add("{\"id\":" + checkpoint + ",\"status\":\"COMPLETED\",\"trigger_timestamp\":" + triggeredAt
                + ",\"end_to_end_duration\":10,\"state_size\":100,\"checkpointed_size\":10,\"processed_data\":7,"
                + "\"persisted_data\":3}");
    }

    synchronized void fail(long checkpoint, long triggeredAt, String message) {
        add("{\"id\":" + checkpoint + ",\"status\":\"FAILED\",\"trigger_timestamp\":" + triggeredAt
                + ",\"end_to_end_duration\":10,\"failure_message\":\"" + message + "\"}");
    }

    private void add(String entry) {
        history.addFirst(entry);
        if (history.size() > 10) {
            history.removeLast();
        }
    }

    private synchronized String checkpoints() {
        return "{\"counts\":{\"completed\":" + completed + "},\"latest\":{},\"history\":["
                + history.stream().collect(Collectors.joining(",")) + "]}";
    }
}
