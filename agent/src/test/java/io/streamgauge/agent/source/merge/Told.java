package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.ProcessKind;
import io.streamgauge.agent.fact.SourceFacts;
import io.streamgauge.agent.source.flinkrest.answer.EndedCheckpoint;
import io.streamgauge.agent.source.flinkrest.answer.Part;
import io.streamgauge.agent.source.flinkrest.answer.RestCheckpoints;
import io.streamgauge.agent.source.flinkrest.answer.RestCluster;
import io.streamgauge.agent.source.flinkrest.answer.RestGraph;
import io.streamgauge.agent.source.flinkrest.answer.RestJob;
import io.streamgauge.agent.source.flinkrest.answer.RestPoll;
import io.streamgauge.agent.source.reporter.ProcessGone;
import io.streamgauge.agent.source.reporter.Received;
import io.streamgauge.agent.source.reporter.snapshot.ProcessIdentity;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import io.streamgauge.wire.EventRecord;
import io.streamgauge.wire.SpanRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together what all sources told by one tick. */
final class Told {

    static final String VERTEX = "96eed58e350a66c179f06330f5425345";

    private final Instant at;
    private Instant listedAt;
    private final List<ProcessSnapshot> processes = new ArrayList<>();
    private final List<ProcessIdentity> connected = new ArrayList<>();
    private final List<ProcessGone> gone = new ArrayList<>();
    private final List<Received<SpanRecord>> spans = new ArrayList<>();
    private final List<Received<EventRecord>> events = new ArrayList<>();
    private final List<EndedCheckpoint> ended = new ArrayList<>();
    private final List<JobRef> vanished = new ArrayList<>();
    private @Nullable List<RestJob> jobs = new ArrayList<>();

    private Told(Instant at) {
        this.at = at;
        this.listedAt = at;
    }

    static Told at(Instant at) {
        return new Told(at);
    }

    Told process(ProcessSnapshot snapshot) {
        processes.add(snapshot);
        connected.add(snapshot.identity());
        return this;
    }

    Told gone(String id, ProcessKind kind, Instant since, ProcessGone.Departure how) {
        gone.add(new ProcessGone(identity(id, kind), since, how));
        return this;
    }

    Told connected(String id, ProcessKind kind) {
        connected.add(identity(id, kind));
        return this;
    }

    static ProcessIdentity identity(String id, ProcessKind kind) {
        return new ProcessIdentity(
                id, kind, "tm-" + id, Map.of("host", "h"), "127.0.0.1:1", Duration.ofSeconds(1), List.of("off"));
    }

    Told span(String process, Map<String, Object> attributes, Instant from, Instant to) {
        spans.add(new Received<>(
                identity(process, ProcessKind.JOB_MANAGER),
                at,
                new SpanRecord("s", "Checkpoint", from.toEpochMilli(), to.toEpochMilli(), attributes, List.of())));
        return this;
    }

    Told event(String name, Map<String, Object> attributes, Instant when) {
        events.add(new Received<>(
                identity("jm", ProcessKind.JOB_MANAGER),
                at,
                new EventRecord("s", name, when.toEpochMilli(), "INFO", "", attributes)));
        return this;
    }

    /** REST's last answer is so old. */
    Told restRead(Instant earlier) {
        listedAt = earlier;
        return this;
    }

    Told restDown() {
        jobs = null;
        return this;
    }

    Told vanished(JobRef job) {
        vanished.add(job);
        return this;
    }

    Told ended(String job, CheckpointRecord checkpoint) {
        ended.add(new EndedCheckpoint(job, checkpoint, Part.absent("not asked", at)));
        return this;
    }

    /** A job of one vertex; failures newest first. */
    Told job(JobRef job, String status, int running, int parallelism, Instant... failures) {
        List<RestJob.Failure> told = new ArrayList<>();
        for (Instant failure : failures) {
            told.add(new RestJob.Failure(failure, "E", "E: why", null, null, Map.of()));
        }
        RestGraph graph = new RestGraph(
                List.of(new RestGraph.Vertex(
                        VERTEX,
                        "aggregate: by key",
                        parallelism,
                        128,
                        status,
                        Map.of(),
                        new RestGraph.Flow(null, null, null, null, null, null, null))),
                List.of(),
                Map.of());
        RestJob made = new RestJob(
                new RestJob.Overview(job, status, at.minusSeconds(3_600), null, running, parallelism),
                Part.of(graph, at),
                Part.of(
                        new RestCheckpoints(
                                new RestCheckpoints.Counts(0L, 0L, 0L, 0L, 0L),
                                List.of(new RestCheckpoints.Running(99, at.minusSeconds(4), false, 1, 2)),
                                null),
                        at),
                Part.of(
                        new RestCheckpoints.Settings(
                                Duration.ofSeconds(5), Duration.ofMinutes(10), null, null, null, null, null, null),
                        at),
                Part.of(told, at),
                Map.of());
        if (jobs != null) {
            jobs.add(made);
        }
        return this;
    }

    MergeInput input() {
        Part<List<RestJob>> told = jobs == null ? Part.absent("silent", at) : Part.of(jobs, listedAt);
        return new MergeInput(
                at,
                processes,
                connected,
                gone,
                spans,
                events,
                new RestPoll(
                        at,
                        "http://jm",
                        Part.of(new RestCluster("2.3.0", 1, 2, 0), at),
                        told,
                        Part.of(List.of(), at),
                        vanished,
                        ended,
                        new SourceFacts("flinkrest", at, null, 0)),
                0);
    }
}
