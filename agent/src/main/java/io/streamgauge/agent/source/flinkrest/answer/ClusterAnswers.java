package io.streamgauge.agent.source.flinkrest.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.agent.fact.JobRef;
import java.util.ArrayList;
import java.util.List;

/** Reads what Flink answers about the cluster: /overview, /jobs/overview, /taskmanagers. */
public final class ClusterAnswers {

    private ClusterAnswers() {}

    /** Of {@code /overview}. */
    public static RestCluster cluster(JsonNode answer) {
        return new RestCluster(
                Json.textAt(answer, "flink-version"),
                Json.smallCountAt(answer, "taskmanagers"),
                Json.smallCountAt(answer, "slots-total"),
                Json.smallCountAt(answer, "slots-available"));
    }

    /** Of {@code /jobs/overview}. An entry without id, name or state is left out. */
    public static List<RestJob.Overview> jobs(JsonNode answer) {
        List<RestJob.Overview> jobs = new ArrayList<>();
        for (JsonNode entry : Json.requiredElementsAt(answer, "jobs")) {
            String id = Json.idAt(entry, "jid");
            String name = Json.textAt(entry, "name");
            String state = Json.textAt(entry, "state");
            if (id == null || name == null || state == null) {
                continue;
            }
            JsonNode tasks = entry.path("tasks");
            jobs.add(new RestJob.Overview(
                    new JobRef(id, name),
                    state,
                    Json.instantAt(entry, "start-time"),
                    Json.instantAt(entry, "end-time"),
                    Json.smallCountAt(tasks, "running"),
                    Json.smallCountAt(tasks, "total")));
        }
        return List.copyOf(jobs);
    }

    /** Of {@code /taskmanagers}. The field called timeSinceLastHeartbeat is a point in time. */
    public static List<RestTaskManager> taskManagers(JsonNode answer) {
        List<RestTaskManager> found = new ArrayList<>();
        for (JsonNode entry : Json.requiredElementsAt(answer, "taskmanagers")) {
            String id = Json.textAt(entry, "id");
            if (id == null) {
                continue;
            }
            JsonNode memory = entry.path("memoryConfiguration");
            found.add(new RestTaskManager(
                    id,
                    Json.instantAt(entry, "timeSinceLastHeartbeat"),
                    Json.smallCountAt(entry, "slotsNumber"),
                    Json.smallCountAt(entry, "freeSlots"),
                    Json.countAt(memory, "totalProcessMemory"),
                    Json.countAt(memory, "managedMemory"),
                    Json.countAt(entry.path("hardware"), "physicalMemory")));
        }
        return List.copyOf(found);
    }
}
