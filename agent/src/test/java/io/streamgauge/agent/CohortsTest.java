package io.streamgauge.agent;

import io.streamgauge.agent.cohort.CohortSettings;
import io.streamgauge.agent.cohort.Flow;
import io.streamgauge.agent.cohort.JobEvidence;
import io.streamgauge.agent.cohort.StateEvidence;
import io.streamgauge.agent.fact.CheckpointContent;
import io.streamgauge.agent.fact.CheckpointFacts;
import io.streamgauge.agent.fact.ClusterFacts;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.OperatorFacts;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.fact.RestartFacts;
import io.streamgauge.agent.fact.RestoreRecord;
import io.streamgauge.agent.history.History;
import io.streamgauge.agent.history.HistoryMetrics;
import io.streamgauge.agent.history.HistorySettings;
import io.streamgauge.agent.observation.Observation;
import io.streamgauge.checkpoint.report.CheckpointIdentity;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.DataAge;
import io.streamgauge.checkpoint.report.Depth;
import io.streamgauge.checkpoint.report.Estimate;
import io.streamgauge.checkpoint.report.KeySample;
import io.streamgauge.checkpoint.report.NamespaceKind;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.ReadCost;
import io.streamgauge.checkpoint.report.Serializers;
import io.streamgauge.checkpoint.report.StateKind;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.report.StateSize;
import io.streamgauge.checkpoint.report.SubtaskSize;
import io.streamgauge.checkpoint.report.TimeToLive;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What is remembered of states, over ticks, restarts of the agent and deploys of the job. */
class CohortsTest {

    private final List<Observation> observed = new ArrayList<>();

    private static final CohortSettings SETTINGS =
            new CohortSettings(Duration.ofMinutes(10), 8, 1000, Duration.ofDays(365));
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    Path directory;

    private History history;
    private Cohorts cohorts;

    @BeforeEach
    void open() {
        history = History.open(HistorySettings.defaults(directory.resolve("history")), HistoryMetrics.NOOP);
        cohorts = new Cohorts(SETTINGS, history, observed::add);
    }

    @AfterEach
    void close() {
        history.close();
    }

    private static Facts facts(String job, int minute, @Nullable RestoreRecord restored, long... keys) {
        JobRef ref = new JobRef(job, "shop");
        Instant at = START.plus(Duration.ofMinutes(minute));
        Instant started = restored == null ? START : restored.at();
        CheckpointFacts checkpoints =
                new CheckpointFacts(null, null, null, Duration.ofMinutes(5), null, null, restored, List.of());
        JobFacts facts = new JobFacts(
                ref,
                "RUNNING",
                started,
                null,
                null,
                new RestartFacts(null, null),
                checkpoints,
                List.of(),
                List.of(new OperatorFacts(
                        new OperatorRef("op", null, "Carts"), "v", 100L * minute, null, 60_000L * minute, null, null)),
                List.of(),
                List.of());
        return new Facts(
                at,
                List.of(facts),
                List.of(),
                List.of(),
                ClusterFacts.unknown(),
                List.of(new CheckpointContent(ref, at, at, report(minute, keys))));
    }

    private static CheckpointReport report(int id, long... keys) {
        int n = keys.length;
        long[] hashes = new long[n];
        int[] ones = new int[n];
        for (int i = 0; i < n; i++) {
            hashes[i] = keys[i] * 0x9e3779b97f4a7c15L;
            ones[i] = 1;
        }
        Estimate estimate = new Estimate(n, n, n, 0.95);
        StateReport state = new StateReport(
                "carts",
                StateKind.VALUE,
                Serializers.UNKNOWN,
                TimeToLive.OFF,
                NamespaceKind.VOID,
                new StateSize(1000L, 1, (long) n, 0L, 0L, 0L, 0L, 0L),
                DataAge.UNKNOWN,
                List.of(new SubtaskSize(0, 600, null), new SubtaskSize(1, 400, null)),
                null,
                null,
                null,
                null,
                null,
                new KeySample(
                        List.of(3), estimate, estimate, new KeySample.Columns(hashes, hashes, ones, ones, null, null)),
                null,
                List.of());
        OperatorReport operator =
                new OperatorReport("op", "carts-uid", "Carts", 2, 128, 0, 7, 5, 0, 11, null, List.of(state), List.of());
        return new CheckpointReport(
                new CheckpointIdentity("/chk-" + id, null, id, 6),
                Depth.KEYS,
                List.of(operator),
                List.of(),
                new ReadCost(0, 0, 0, Duration.ZERO));
    }

    private static Flow flow(Map<String, JobEvidence> evidence, String job) {
        return Flow.sum(state(evidence, job).slices());
    }

    private static JobEvidence of(Map<String, JobEvidence> evidence, String job) {
        return Objects.requireNonNull(evidence.get(job), job);
    }

    private static StateEvidence state(Map<String, JobEvidence> evidence, String job) {
        return of(evidence, job).operators().get(0).states().get(0);
    }

    @Test
    void eachObservationIsToldForTheRecording() {
        cohorts.update(facts("a", 1, null, 1, 2));
        cohorts.update(facts("a", 2, null, 1, 3));
        cohorts.update(facts("a", 2, null, 1, 3));
        assertThat(observed).extracting(Observation::checkpointId).containsExactly(1L, 2L);
    }

    @Test
    void aCheckpointIsObservedOnceHoweverOftenItIsToldOf() {
        cohorts.update(facts("a", 1, null, 1, 2));
        cohorts.update(facts("a", 2, null, 1, 3));
        Map<String, JobEvidence> evidence = cohorts.update(facts("a", 2, null, 1, 3));
        assertThat(flow(evidence, "a").births()).isEqualTo(1);
        assertThat(flow(evidence, "a").elderDeaths()).isEqualTo(1);
        assertThat(state(evidence, "a").traits().operator().uid()).isEqualTo("carts-uid");
        assertThat(state(evidence, "a").now().largestSubtaskBytes()).isEqualTo(600);
        assertThat(of(evidence, "a").bytes()).isEqualTo(1023);
        assertThat(of(evidence, "a").operators().get(0).eventTime().watermarkMillis())
                .isEqualTo(120_000L);
    }

    @Test
    void whatIsRememberedOutlivesTheAgent() {
        cohorts.update(facts("a", 1, null, 1, 2));
        cohorts.update(facts("a", 2, null, 1, 3));
        history.close();
        open();
        Map<String, JobEvidence> evidence = cohorts.update(facts("a", 3, null, 1, 4));
        assertThat(flow(evidence, "a").births()).isEqualTo(2);
        assertThat(state(evidence, "a").firstMillis())
                .isEqualTo(START.plus(Duration.ofMinutes(1)).toEpochMilli());
    }

    @Test
    void agesCountedInOtherSlicesAreNotMixed() {
        cohorts.update(facts("a", 1, null, 1, 2));
        cohorts = new Cohorts(
                new CohortSettings(Duration.ofMinutes(1), 8, 1000, Duration.ofDays(365)), history, observed::add);
        assertThat(flow(cohorts.update(facts("a", 2, null, 1, 3)), "a").births())
                .isZero();
    }

    @Test
    void aDeployTakesOverWhatWasRememberedOfTheJobBefore() {
        cohorts.update(facts("a", 1, null, 1, 2));
        cohorts.update(facts("a", 2, null, 1, 3));
        RestoreRecord restored = new RestoreRecord(2, START.plus(Duration.ofMinutes(3)), "file:/checkpoints/a/chk-2");
        Map<String, JobEvidence> evidence = cohorts.update(facts("b", 4, restored, 1, 3, 4));
        assertThat(flow(evidence, "b").births()).isEqualTo(2);
        assertThat(evidence).doesNotContainKey("a");
        assertThat(history.loadChunks("cohort/").keySet()).isNotEmpty().allMatch(name -> name.startsWith("cohort/b/"));
    }

    @Test
    void aDeployTakesOverAlsoWhileFlinkStillTellsOfTheJobThatEnded() {
        cohorts.update(facts("abcdef01", 1, null, 1, 2));
        Facts before = facts("abcdef01", 2, null, 1, 3);
        cohorts.update(before);
        JobFacts old = before.jobs().get(0);
        JobFacts ended = new JobFacts(
                new JobRef(old.job().id(), "shop under another name"),
                "CANCELED",
                old.startedAt(),
                null,
                null,
                old.restarts(),
                old.checkpoints(),
                List.of(),
                old.operators(),
                List.of(),
                List.of());
        Facts after = facts(
                "b",
                4,
                new RestoreRecord(2, START.plus(Duration.ofMinutes(3)), "file:/s/savepoint-abcdef-77"),
                1,
                3,
                4);
        Map<String, JobEvidence> evidence = cohorts.update(new Facts(
                after.at(),
                List.of(after.jobs().get(0), ended),
                List.of(),
                List.of(),
                ClusterFacts.unknown(),
                after.contents()));
        assertThat(flow(evidence, "b").births()).isEqualTo(2);
        assertThat(evidence).containsOnlyKeys("b");
    }

    @Test
    void aJobWithoutARestoreTakesOverNothing() {
        cohorts.update(facts("a", 1, null, 1, 2));
        Map<String, JobEvidence> evidence = cohorts.update(facts("b", 4, null, 1, 3, 4));
        assertThat(flow(evidence, "b").births()).isZero();
        assertThat(history.loadChunks("cohort/a/")).isNotEmpty();
    }
}
