package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.fact.CheckpointFacts;
import io.streamgauge.agent.fact.JobEvent;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.RestartFacts;
import io.streamgauge.agent.fact.RestoreRecord;
import io.streamgauge.agent.source.flinkrest.answer.RestCheckpoints;
import io.streamgauge.agent.source.flinkrest.answer.RestGraph;
import io.streamgauge.agent.source.flinkrest.answer.RestJob;
import io.streamgauge.agent.source.merge.ledger.CheckpointLedger;
import io.streamgauge.agent.source.merge.ledger.RestartLedger;
import io.streamgauge.agent.source.merge.reading.JobMetric;
import io.streamgauge.agent.source.merge.reading.Readings;
import io.streamgauge.agent.source.merge.rocksdb.FrozenGauges;
import io.streamgauge.agent.source.reporter.Received;
import io.streamgauge.wire.EventRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merges one job from tick to tick, and remembers what the next tick needs. */
final class JobMerge {

    /** A job that started so shortly before it was first seen was seen from its start. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    /**
     * What is known of the job now, but for its operators. Either part may be missing.
     *
     * @param listedAt when the list of jobs was read; null where none was
     */
    record Now(
            Instant at,
            JobRef job,
            @Nullable RestJob rest,
            @Nullable Instant listedAt,
            Readings.@Nullable Job reported,
            JobNews news) {}

    private final Instant firstSeen;
    private final CheckpointLedger checkpoints;
    private final RestartLedger restarts;
    private final Map<String, RestGraph.Vertex> vertices = new HashMap<>();
    private final List<JobEvent> events = new ArrayList<>();
    private Instant lastSeen;
    private boolean announced;
    private boolean ended;
    private boolean listed;
    private boolean checkpointsTold;
    private boolean failuresTold;
    private @Nullable String toldStatus;
    private @Nullable RestoreRecord restored;
    private RestCheckpoints.@Nullable Settings settings;

    private JobMerge(Instant firstSeen, CheckpointLedger checkpoints, RestartLedger restarts) {
        this.firstSeen = firstSeen;
        this.lastSeen = firstSeen;
        this.checkpoints = checkpoints;
        this.restarts = restarts;
    }

    static JobMerge seenFirst(Now now) {
        Instant started = now.rest == null ? null : now.rest.overview().startedAt();
        boolean young = started != null && started.isAfter(now.at.minus(YOUNG)) && started.isBefore(now.at);
        Instant since = young && started != null ? started : now.at;
        return new JobMerge(since, new CheckpointLedger(), new RestartLedger());
    }

    /** Takes a tick in. */
    void update(Now now) {
        events.clear();
        lastSeen = now.at;
        listed |= now.rest != null;
        if (!announced || (ended && now.rest != null && !now.rest.overview().ended())) {
            announced = true;
            ended = false;
            events.add(new JobEvent(now.at, JobEvent.Kind.SEEN, "first seen"));
        }
        takeGraph(now);
        takeCheckpoints(now);
        takeRestarts(now);
        if (now.rest != null && now.rest.overview().ended()) {
            end(now.at, now.rest.overview().status());
        }
    }

    /** It is not there any more. */
    void vanish(Now now) {
        events.clear();
        takeCheckpoints(now);
        end(now.at, "no longer listed by the JobManager");
    }

    private void end(Instant at, String why) {
        if (!ended) {
            ended = true;
            events.add(new JobEvent(at, JobEvent.Kind.ENDED, why));
        }
    }

    private void takeGraph(Now now) {
        RestGraph graph = now.rest == null ? null : now.rest.graph().value();
        if (graph == null) {
            return;
        }
        for (RestGraph.Vertex vertex : graph.vertices()) {
            RestGraph.Vertex before = vertices.put(vertex.id(), vertex);
            if (before != null && before.parallelism() != vertex.parallelism()) {
                events.add(new JobEvent(
                        now.at,
                        JobEvent.Kind.RESCALED,
                        vertex.name() + " from " + before.parallelism() + " to " + vertex.parallelism()));
            }
        }
    }

    private void takeCheckpoints(Now now) {
        for (Received<EventRecord> event : now.news.events()) {
            EventRecord record = event.record();
            Long id = Words.count(record.attributes(), "checkpointId");
            String status = Words.text(record.attributes(), "checkpointStatus");
            boolean completed = "COMPLETED".equals(status);
            if (record.name().equals("CheckpointEvent") && id != null && (completed || "FAILED".equals(status))) {
                checkpointsTold = true;
                checkpoints.told(id, completed, Words.savepoint(record.attributes()), Words.at(event), firstSeen);
            }
        }
        now.news.ended().forEach(checkpoint -> {
            checkpointsTold = true;
            checkpoints.ended(checkpoint, firstSeen);
        });
        if (now.rest == null) {
            return;
        }
        RestCheckpoints told = now.rest.checkpoints().value();
        if (told != null) {
            checkpointsTold = true;
            RestoreRecord restore = told.restored();
            RestoreRecord before = restored;
            boolean same = restore != null
                    && before != null
                    && before.checkpointId() == restore.checkpointId()
                    && before.at().equals(restore.at());
            if (restore != null && !same) {
                events.add(new JobEvent(
                        restore.at(), JobEvent.Kind.RESTORED, "from checkpoint " + restore.checkpointId()));
            }
            restored = restore;
        }
        RestCheckpoints.Settings read = now.rest.checkpointSettings().value();
        settings = read == null ? settings : read;
    }

    private void takeRestarts(Now now) {
        Symptoms symptoms = Symptoms.of(now);
        toldStatus = symptoms.status() == null ? toldStatus : symptoms.status();
        failuresTold |= symptoms.told();
        if (symptoms.attempts() != null) {
            restarts.counted(symptoms.attempts(), now.at);
        }
        Instant began = restarts.failed(symptoms.failures().keySet(), firstSeen, now.at);
        if (began != null) {
            String cause = symptoms.failures().getOrDefault(began, Symptoms.NO_CAUSE);
            events.add(new JobEvent(began, JobEvent.Kind.FAILED, cause));
        }
        if (symptoms.ranAllAt() != null) {
            noteRunning(true, symptoms.ranAllAt());
        }
        if (symptoms.runsAll() != null) {
            noteRunning(symptoms.runsAll(), now.rest == null || now.listedAt == null ? now.at : now.listedAt);
        }
    }

    private void noteRunning(boolean all, Instant at) {
        if (restarts.running(all, at)) {
            events.add(new JobEvent(at, JobEvent.Kind.RUNNING, "all tasks run"));
        }
    }

    /** Of the tick taken in last. */
    JobFacts facts(
            Now now, VertexMerge vertexMerge, List<Readings.Task> tasks, OperatorMerge operators, FrozenGauges frozen) {
        RestJob rest = now.rest;
        RestJob.Overview overview = rest == null ? null : rest.overview();
        Map<String, Integer> parallelism = new HashMap<>();
        vertices.forEach((id, vertex) -> parallelism.put(id, vertex.parallelism()));
        return new JobFacts(
                now.job,
                overview == null ? statusWithoutRest(now) : overview.status(),
                overview == null ? null : overview.startedAt(),
                overview == null ? null : overview.tasksRunning(),
                overview == null ? null : overview.tasksTotal(),
                restarts.facts(failuresTold),
                checkpointFacts(rest),
                vertexMerge.vertices(vertices, tasks, rest),
                operators.operators(now.job.id(), parallelism, now.at, frozen),
                operators.states(now.job.id()),
                List.copyOf(events));
    }

    /** The last word on a job that is gone. */
    JobFacts lastFacts(JobRef job) {
        return new JobFacts(
                job,
                null,
                null,
                null,
                null,
                new RestartFacts(null, null),
                checkpointFacts(null),
                List.of(),
                List.of(),
                List.of(),
                List.copyOf(events));
    }

    private @Nullable String statusWithoutRest(Now now) {
        return now.reported == null ? toldStatus : JobMetric.status(now.reported.values());
    }

    private CheckpointFacts checkpointFacts(@Nullable RestJob rest) {
        RestCheckpoints told = rest == null ? null : rest.checkpoints().value();
        RestCheckpoints.Settings known = settings;
        return new CheckpointFacts(
                checkpointsTold ? checkpoints.completed() : null,
                checkpointsTold ? checkpoints.failed() : null,
                known == null ? null : known.interval(),
                known == null ? null : known.timeout(),
                checkpoints.lastCompleted(),
                told == null
                        ? null
                        : told.running().stream()
                                .filter(running -> !running.savepoint())
                                .map(RestCheckpoints.Running::triggeredAt)
                                .findFirst()
                                .orElse(null),
                restored,
                checkpoints.takeFresh());
    }

    /** Whether REST ever listed it: one that it never listed may just be too new for it. */
    boolean wasListed() {
        return listed;
    }

    boolean hasEnded() {
        return ended;
    }

    Instant lastSeen() {
        return lastSeen;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(firstSeen.toEpochMilli());
        out.writeLong(lastSeen.toEpochMilli());
        out.writeBoolean(announced);
        out.writeBoolean(ended);
        RestoreRecord restore = restored;
        out.writeLong(restore == null ? -1 : restore.checkpointId());
        out.writeLong(restore == null ? 0 : restore.at().toEpochMilli());
        checkpoints.write(out);
        restarts.write(out);
    }

    static JobMerge read(DataInput in) throws IOException {
        Instant firstSeen = Instant.ofEpochMilli(in.readLong());
        Instant lastSeen = Instant.ofEpochMilli(in.readLong());
        boolean announced = in.readBoolean();
        boolean ended = in.readBoolean();
        long restoredId = in.readLong();
        Instant restoredAt = Instant.ofEpochMilli(in.readLong());
        JobMerge job = new JobMerge(firstSeen, CheckpointLedger.read(in), RestartLedger.read(in));
        job.lastSeen = lastSeen;
        job.announced = announced;
        job.ended = ended;
        job.restored = restoredId < 0 ? null : new RestoreRecord(restoredId, restoredAt, null);
        return job;
    }
}
