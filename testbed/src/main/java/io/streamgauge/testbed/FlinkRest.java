package io.streamgauge.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.process.Await;
import io.streamgauge.testbed.process.TestbedException;
import java.io.FileNotFoundException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What tests ask of a JobManager's REST interface. Failures and timeouts are {@link TestbedException}s. Thread safe. */
public final class FlinkRest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** Running a jar executes its main method in the JobManager. */
    private static final Duration SUBMIT_LIMIT = Duration.ofMinutes(1);

    private static final Duration SAVEPOINT_LIMIT = Duration.ofSeconds(90);

    private final HttpJson http;

    public FlinkRest(URI jobManager) {
        http = new HttpJson(jobManager);
    }

    /** The cluster as the ResourceManager sees it, which is late after a fault by up to the heartbeat timeout. */
    public record Overview(int taskManagers, int slots, int freeSlots) {}

    /**
     * A job with the count of its subtasks.
     *
     * @param state the job-level state, which is RUNNING already while every subtask still waits for a slot
     */
    public record Job(String id, String name, String state, int runningTasks, int finishedTasks, int tasks) {
        /** Whether every subtask runs, or has nothing to do: a source restored to more subtasks than it has splits. */
        public boolean isFullyRunning() {
            return runningTasks > 0 && runningTasks + finishedTasks == tasks && "RUNNING".equals(state);
        }

        public boolean hasEnded() {
            return "FINISHED".equals(state) || "CANCELED".equals(state) || "FAILED".equals(state);
        }
    }

    /**
     * Checkpoint counts since the job was submitted.
     *
     * @param lastCompletedPath where the last completed checkpoint lies, null before the first
     */
    public record Checkpoints(int completed, int failed, int restored, @Nullable String lastCompletedPath) {}

    public Overview overview() {
        JsonNode answer = get("/overview");
        return new Overview(
                answer.path("taskmanagers").asInt(),
                answer.path("slots-total").asInt(),
                answer.path("slots-available").asInt());
    }

    public List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            JsonNode tasks = job.path("tasks");
            jobs.add(new Job(
                    job.path("jid").asText(),
                    job.path("name").asText(),
                    job.path("state").asText(),
                    tasks.path("running").asInt(),
                    tasks.path("finished").asInt(),
                    tasks.path("total").asInt()));
        }
        return jobs;
    }

    public Job job(String jobId) {
        return jobs().stream()
                .filter(job -> job.id().equals(jobId))
                .findFirst()
                .orElseThrow(() -> new TestbedException("job " + jobId + ": not known to " + http.base()));
    }

    /** Ids of the TaskManagers that the ResourceManager counts as registered. */
    public List<String> taskManagerIds() {
        return StreamSupport.stream(get("/taskmanagers").path("taskmanagers").spliterator(), false)
                .map(taskManager -> taskManager.path("id").asText())
                .toList();
    }

    public Checkpoints checkpoints(String jobId) {
        JsonNode answer = get("/jobs/" + jobId + "/checkpoints");
        JsonNode counts = answer.path("counts");
        JsonNode path = answer.path("latest").path("completed").path("external_path");
        return new Checkpoints(
                counts.path("completed").asInt(),
                counts.path("failed").asInt(),
                counts.path("restored").asInt(),
                path.isTextual() ? path.asText() : null);
    }

    /** The stack trace of the job's last failure, if it had one. */
    public Optional<String> lastFailure(String jobId) {
        JsonNode latest = get("/jobs/" + jobId + "/exceptions")
                .path("exceptionHistory")
                .path("entries")
                .path(0)
                .path("stacktrace");
        return latest.isTextual() ? Optional.of(latest.asText()) : Optional.empty();
    }

    /** Uploads the jar, runs it and returns the job's id; its tasks start later. */
    public String submit(JobSubmission submission) {
        Map<String, Object> body = new HashMap<>();
        body.put("entryClass", submission.entryClass());
        body.put("programArgsList", submission.arguments());
        body.put("parallelism", submission.parallelism());
        if (submission.savepoint() != null) {
            body.put("savepointPath", submission.savepoint());
            body.put("allowNonRestoredState", submission.allowNonRestoredState());
        }
        if (submission.claim()) {
            // The newer name of two; 1.20 and 2.x know it.
            body.put("claimMode", "CLAIM");
        }
        if (submission.jobId() != null) {
            body.put("jobId", submission.jobId());
        }
        JsonNode answer = http.post("/jars/" + upload(submission.jar()) + "/run", body, SUBMIT_LIMIT);
        return answer.path("jobid").asText();
    }

    /** Asks for cancellation; the job ends a little later. */
    public void cancel(String jobId) {
        http.send("PATCH", "/jobs/" + jobId + "?mode=cancel", BodyPublishers.noBody(), "application/json", LIMIT);
    }

    /** Takes a savepoint in the canonical format while the job goes on, and returns where it lies. */
    public String savepoint(String jobId, URI directory) {
        return savepoint(jobId, directory, "CANONICAL");
    }

    /**
     * Takes a savepoint while the job goes on, and returns where it lies.
     *
     * @param format CANONICAL or NATIVE
     */
    public String savepoint(String jobId, URI directory, String format) {
        return awaitSavepoint(
                jobId,
                http.post(
                        "/jobs/" + jobId + "/savepoints",
                        Map.of("target-directory", directory.toString(), "formatType", format),
                        LIMIT));
    }

    /**
     * Takes a checkpoint now, waits until it is complete and returns its number; where it lies, {@link #checkpoints} tells.
     *
     * @param type CONFIGURED, FULL or INCREMENTAL
     */
    public long checkpoint(String jobId, String type) {
        JsonNode trigger = http.post("/jobs/" + jobId + "/checkpoints", Map.of("checkpointType", type), LIMIT);
        String path =
                "/jobs/" + jobId + "/checkpoints/" + trigger.path("request-id").asText();
        JsonNode answer = Await.upTo(SAVEPOINT_LIMIT, "checkpoint of job " + jobId)
                .until(() -> get(path), seen -> "COMPLETED"
                        .equals(seen.path("status").path("id").asText()));
        JsonNode number = answer.path("operation").path("checkpointId");
        if (!number.isIntegralNumber()) {
            throw new TestbedException("checkpoint of job " + jobId + ": failed: "
                    + answer.path("operation")
                            .path("failureCause")
                            .path("stack-trace")
                            .asText(answer.toString()));
        }
        return number.asLong();
    }

    /** What the job's functions have counted, by name; late by up to a heartbeat interval. */
    public Map<String, Long> accumulators(String jobId) {
        Map<String, Long> counts = new TreeMap<>();
        for (JsonNode accumulator : get("/jobs/" + jobId + "/accumulators").path("user-task-accumulators")) {
            if (accumulator.path("type").asText().equals("LongCounter")) {
                counts.put(
                        accumulator.path("name").asText(),
                        Long.parseLong(accumulator.path("value").asText()));
            }
        }
        return counts;
    }

    /** Takes a savepoint, ends the job, and returns where the savepoint lies. */
    public String stopWithSavepoint(String jobId, URI directory) {
        return awaitSavepoint(
                jobId, http.post("/jobs/" + jobId + "/stop", Map.of("targetDirectory", directory.toString()), LIMIT));
    }

    /** Any other resource, as it is answered. */
    public JsonNode get(String path) {
        return http.get(path, LIMIT);
    }

    private String awaitSavepoint(String jobId, JsonNode trigger) {
        String path =
                "/jobs/" + jobId + "/savepoints/" + trigger.path("request-id").asText();
        JsonNode answer = Await.upTo(SAVEPOINT_LIMIT, "savepoint of job " + jobId)
                .until(() -> get(path), seen -> "COMPLETED"
                        .equals(seen.path("status").path("id").asText()));
        JsonNode location = answer.path("operation").path("location");
        if (!location.isTextual()) {
            throw new TestbedException("savepoint of job " + jobId + ": failed: "
                    + answer.path("operation")
                            .path("failure-cause")
                            .path("stack-trace")
                            .asText());
        }
        return location.asText();
    }

    /** Returns the id that the JobManager gave the jar. */
    private String upload(Path jar) {
        String boundary = "streamgauge-testbed-jar";
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                + jar.getFileName() + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
        try {
            BodyPublisher body = BodyPublishers.concat(
                    BodyPublishers.ofString(head, StandardCharsets.UTF_8),
                    BodyPublishers.ofFile(jar),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n", StandardCharsets.UTF_8));
            JsonNode answer = http.parse(
                    "/jars/upload",
                    http.send("POST", "/jars/upload", body, "multipart/form-data; boundary=" + boundary, SUBMIT_LIMIT));
            return String.valueOf(Path.of(answer.path("filename").asText()).getFileName());
        } catch (FileNotFoundException e) {
            throw new TestbedException("job jar: expected a file, found none at " + jar, e);
        }
    }
}
