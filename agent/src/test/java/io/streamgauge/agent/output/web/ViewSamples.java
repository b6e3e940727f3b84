package io.streamgauge.agent.output.web;

import io.streamgauge.agent.fact.CheckpointContent;
import io.streamgauge.agent.fact.CheckpointFacts;
import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.fact.ClusterFacts;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.OperatorFacts;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.fact.ProcessFacts;
import io.streamgauge.agent.fact.ProcessKind;
import io.streamgauge.agent.fact.RestartFacts;
import io.streamgauge.agent.fact.RestoreRecord;
import io.streamgauge.agent.fact.SourceFacts;
import io.streamgauge.agent.fact.StateFacts;
import io.streamgauge.agent.fact.SubtaskFacts;
import io.streamgauge.agent.fact.VertexFacts;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.CauseShare;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Forecast;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.source.checkpoint.GoldenCheckpoints;
import io.streamgauge.agent.view.View;
import io.streamgauge.checkpoint.read.ReadRequest;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.NotRead;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.StateReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Views for tests: one with everything known, one with nothing known. */
final class ViewSamples {

    static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    static final JobRef JOB = new JobRef("a".repeat(32), "support <desk>");
    static final OperatorRef OPERATOR = new OperatorRef("b".repeat(32), "conversations", "Conversations \"open\"");

    private ViewSamples() {}

    static View full() {
        CheckpointRecord last = new CheckpointRecord(
                7, true, AT, Duration.ofMillis(250), 1000L, 100L, 10L, 0L, false, false, "file:/c/chk-7", null);
        JobFacts job = new JobFacts(
                JOB,
                "RUNNING",
                AT.minusSeconds(60),
                4,
                4,
                new RestartFacts(3L, 1L),
                new CheckpointFacts(
                        7L,
                        1L,
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10),
                        last,
                        AT,
                        new RestoreRecord(3, AT, "file:/c/chk-3"),
                        List.of(last)),
                List.of(new VertexFacts("v1", "source", 1, List.of(new SubtaskFacts(0, 0, "p1", 0.25, 0.7, 0.05)))),
                List.of(new OperatorFacts(OPERATOR, "v1", 10L, 9L, AT.toEpochMilli(), 1.5, null)),
                List.of(state("history", 0, 5L, 100L), state("history", 1, 7L, 200L), state("small", 0, 1L, 1L)),
                List.of());
        return new View(
                new Facts(
                        AT,
                        List.of(job),
                        List.of(process()),
                        List.of(new SourceFacts("reporter", AT, null, 0)),
                        ClusterFacts.unknown(),
                        List.of(new CheckpointContent(JOB, AT, AT, report()))),
                List.of(finding()),
                Map.of(JOB.id(), List.of(last)),
                List.of("checkpoints are not read"));
    }

    /** A real one, with a state of the running job in it. */
    private static CheckpointReport report() {
        CheckpointReport golden = GoldenCheckpoints.report("flink-2.3-rocksdb-incremental", ReadRequest.keys(8));
        OperatorReport first = golden.operators().get(0);
        StateReport state = first.states().get(0);
        StateReport history = new StateReport(
                "history",
                state.kind(),
                state.serializers(),
                state.timeToLive(),
                state.namespace(),
                state.size(),
                state.age(),
                state.subtasks(),
                state.keyGroups(),
                state.levels(),
                state.dueTimes(),
                state.lastAccess(),
                state.windowEnds(),
                state.sample(),
                null,
                List.of(new NotRead("data blocks", "a file is damaged")));
        OperatorReport running = new OperatorReport(
                OPERATOR.id(),
                "conversations",
                "in the checkpoint",
                2,
                128,
                0,
                0,
                0,
                0,
                0,
                null,
                List.of(history),
                List.of());
        List<OperatorReport> operators = new ArrayList<>(golden.operators());
        operators.add(running);
        return new CheckpointReport(golden.checkpoint(), golden.depth(), operators, List.of(), golden.cost());
    }

    static View nothingKnown() {
        JobFacts job = new JobFacts(
                JOB,
                null,
                null,
                null,
                null,
                new RestartFacts(null, null),
                CheckpointFacts.unknown(),
                List.of(new VertexFacts("v1", "source", 1, List.of(new SubtaskFacts(0, null, null, null, null, null)))),
                List.of(new OperatorFacts(
                        new OperatorRef("b".repeat(32), null, "x"), "v1", null, null, null, null, null)),
                List.of(state("history", 0, null, null)),
                List.of());
        ProcessFacts process = new ProcessFacts(
                "p1", ProcessKind.UNKNOWN, "h", null, false, AT, null, null, null, null, null, null, List.of());
        return new View(
                new Facts(
                        AT, List.of(job), List.of(process), List.of(new SourceFacts("reporter", null, "no answer", 3))),
                List.of(),
                Map.of(),
                List.of());
    }

    private static StateFacts state(
            String name,
            int subtask,
            @org.jspecify.annotations.Nullable Long keys,
            @org.jspecify.annotations.Nullable Long bytes) {
        return new StateFacts(OPERATOR, "v1", name, subtask, keys, bytes, bytes, bytes, keys, keys, bytes);
    }

    private static ProcessFacts process() {
        return new ProcessFacts(
                "p1",
                ProcessKind.TASK_MANAGER,
                "host",
                "tm-1",
                true,
                AT,
                1L,
                2L,
                3L,
                4L,
                5L,
                6L,
                List.of("state.backend.rocksdb.metrics.estimate-num-keys"));
    }

    private static Finding finding() {
        return new Finding(
                "state-leak/1",
                Finding.STATE_LEAK,
                Verdict.SUSPECT,
                JOB,
                OPERATOR,
                "history",
                Cause.NEVER_CLEARED,
                List.of(new CauseShare(Cause.NEVER_CLEARED, 0.8), new CauseShare(Cause.PARTLY_CLEARED, 0.1)),
                AT,
                List.of(new Evidence("grows by 12 keys/hour", 12, "keys/hour")),
                new Forecast("disk full", AT, AT, AT),
                "clear it",
                List.of("survival of keys"));
    }
}
