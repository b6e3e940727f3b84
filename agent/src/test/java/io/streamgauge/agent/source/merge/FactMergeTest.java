package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobEvent;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.OperatorFacts;
import io.streamgauge.agent.fact.ProcessFacts;
import io.streamgauge.agent.fact.ProcessKind;
import io.streamgauge.agent.fact.RestartFacts;
import io.streamgauge.agent.fact.StateFacts;
import io.streamgauge.agent.source.reporter.FakeProcess;
import io.streamgauge.agent.source.reporter.ProcessGone;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class FactMergeTest {

    private static final JobRef JOB = new JobRef("1610958a6116133d0b6bf6623308a6fa", "orders-demo");

    private final ManualClock clock = new ManualClock();
    private final FakeProcess jobManager = new FakeProcess("jm", clock);
    private final FakeProcess taskManager = new FakeProcess("tm", clock);
    private final FactMerge merge = new FactMerge();

    @Test
    void readsARecordedJob() {
        Recorded.show(jobManager, "jm");
        Recorded.show(taskManager, "tm");
        clock.advance(Duration.ofSeconds(1));
        Facts facts = merge.merge(told().job(JOB, "RUNNING", 1, 1)
                .process(taskManager.report())
                .process(jobManager.report())
                .input());
        JobFacts job = job(facts);
        assertThat(job.status()).isEqualTo("RUNNING");
        assertThat(job.tasksRunning()).isEqualTo(1);
        assertThat(job.restarts()).isEqualTo(new RestartFacts(0L, 0L));
        assertThat(job.checkpoints().interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(job.checkpoints().runningSince()).isEqualTo(clock.instant().minusSeconds(4));

        OperatorFacts aggregate = operator(job, "aggregate: by key");
        assertThat(aggregate.vertexId()).isEqualTo(Told.VERTEX);
        assertThat(aggregate.recordsIn()).isEqualTo(39_336);
        assertThat(aggregate.watermarkEpochMillis()).isEqualTo(1_795_224_804_162L);
        assertThat(Objects.requireNonNull(aggregate.rocksDb()).blockCacheHits()).isEqualTo(83_020);
        assertThat(aggregate.rocksDb().bytesWritten()).isEqualTo(11_006_630);
        assertThat(aggregate.rocksDb().writeStopped()).isFalse();
        assertThat(operator(job, "Source: orders-source").watermarkEpochMillis())
                .as("a source has no input watermark")
                .isNull();

        assertThat(job.states())
                .extracting(StateFacts::state, StateFacts::keys)
                .contains(tuple("recent-events", 31_682L), tuple("_timer_state/event_user-timers", 31_469L));
        ProcessFacts process = process(facts, "tm");
        assertThat(process.kind()).isEqualTo(ProcessKind.TASK_MANAGER);
        assertThat(process.heapUsedBytes()).isEqualTo(52_593_664);
        assertThat(process.directBytes()).isEqualTo(117_317_657);
        assertThat(process.rocksDbBytes())
                .as("the cache of the slot once, memtables in it, and the readers")
                .isEqualTo(13_261_960L + 6_460 + 6_408);
        assertThat(process(facts, "jm").kind()).isEqualTo(ProcessKind.JOB_MANAGER);
    }

    /** Values as they are before Flink's first read of RocksDB, five seconds after the task began. */
    @Test
    void theZerosOfUnreadGaugesAreNotNumbers() {
        ModelTask task = new ModelTask(taskManager, Told.VERTEX, 0, 0).times(0, 0, 0);
        task.family("s", "estimate-num-keys", 0).family("s", "live-sst-files-size", 0);
        assertThat(states(merge.merge(
                                told().restDown().process(taskManager.report()).input()))
                        .get(0)
                        .keys())
                .isNull();
        clock.advance(Duration.ofSeconds(11));
        assertThat(states(merge.merge(
                                told().restDown().process(taskManager.report()).input()))
                        .get(0)
                        .keys())
                .isZero();
    }

    @Test
    void takesTheNewestAttemptThoughAFrozenTaskManagerStillShowsTheOldOne() {
        FakeProcess other = new FakeProcess("other", clock);
        new ModelTask(taskManager, Told.VERTEX, 0, 0).times(0, 0, 0).operator("currentInputWatermark", 5);
        new ModelTask(other, Told.VERTEX, 0, 1).times(0, 0, 0).operator("currentInputWatermark", 7);
        ProcessSnapshot frozen = taskManager.report();
        Facts facts = merge.merge(
                told().restDown().process(frozen).process(other.report()).input());
        JobFacts job = facts.jobs().get(0);
        assertThat(job.operators()).hasSize(1);
        assertThat(job.operators().get(0).watermarkEpochMillis()).isEqualTo(7);
        assertThat(job.vertices().get(0).subtasks().get(0).processId()).isEqualTo("other");
    }

    @Test
    void aWatermarkIsKnownOnceAllSubtasksHaveOneAndUntilTheEndOfTheInput() {
        JobRef ref = new JobRef(ModelTask.JOB, ModelTask.JOB_NAME);
        ModelTask one = new ModelTask(taskManager, Told.VERTEX, 0, 0).times(0, 0, 0);
        ModelTask other = new ModelTask(taskManager, Told.VERTEX, 1, 0).times(0, 0, 0);
        one.operator("currentInputWatermark", clock.millis() - 3_000);
        other.operator("currentInputWatermark", Long.MIN_VALUE);
        assertThat(watermark(ref)).isNull();
        other.operator("currentInputWatermark", clock.millis() - 9_000);
        assertThat(watermark(ref)).isEqualTo(clock.millis() - 9_000);
        other.operator("currentInputWatermark", Long.MAX_VALUE);
        assertThat(watermark(ref)).isEqualTo(clock.millis() - 3_000);
        one.operator("currentInputWatermark", Long.MAX_VALUE);
        assertThat(watermark(ref)).isNull();
    }

    private @Nullable Long watermark(JobRef ref) {
        Facts facts = merge.merge(
                told().job(ref, "RUNNING", 2, 2).process(taskManager.report()).input());
        return job(facts).operators().get(0).watermarkEpochMillis();
    }

    @Test
    void aSubtaskThatDoesNotReportLeavesTheWatermarkUnknown() {
        JobRef ref = new JobRef(ModelTask.JOB, ModelTask.JOB_NAME);
        new ModelTask(taskManager, Told.VERTEX, 0, 0).times(0, 0, 0).operator("currentInputWatermark", 5);
        assertThat(watermark(ref)).isNull();
    }

    @Test
    void aJobThatIsNoLongerListedEndsOnceAndOneThatCannotBeListedDoesNot() {
        assertThat(kinds(merge.merge(told().job(JOB, "RUNNING", 1, 1).input())))
                .containsExactly(JobEvent.Kind.SEEN, JobEvent.Kind.RUNNING);
        Recorded.show(taskManager, "tm");
        Facts silent =
                merge.merge(told().restDown().process(taskManager.report()).input());
        assertThat(silent.jobs()).hasSize(1);
        assertThat(kinds(silent)).isEmpty();
        Facts gone =
                merge.merge(told().vanished(JOB).process(taskManager.report()).input());
        assertThat(kinds(gone)).containsExactly(JobEvent.Kind.ENDED);
        assertThat(merge.merge(told().process(taskManager.report()).input()).jobs())
                .isEmpty();
    }

    @Test
    void statusComesFromTheJobManagersReporterWhenRestIsSilent() {
        Recorded.show(jobManager, "jm");
        Facts facts = merge.merge(told().restDown().process(jobManager.report()).input());
        assertThat(job(facts).status()).isEqualTo("RUNNING");
        assertThat(job(facts).tasksRunning()).as("unknown").isNull();
    }

    @Test
    void countsCheckpointsOfSpansAndRestOnceAndForgetsNothingOverARestartOfTheAgent() {
        merge.merge(told().job(JOB, "RUNNING", 1, 1).input());
        clock.advance(Duration.ofSeconds(10));
        Instant from = clock.instant().minusSeconds(2);
        Facts spanned = merge.merge(told().job(JOB, "RUNNING", 1, 1)
                .span("jm", attributes("jobId", JOB.id()), from, clock.instant())
                .input());
        assertThat(job(spanned).checkpoints().completed()).isEqualTo(1);
        assertThat(job(spanned).checkpoints().fresh()).hasSize(1);
        Facts again = merge.merge(told().job(JOB, "RUNNING", 1, 1)
                .ended(JOB.id(), checkpoint(7, from))
                .input());
        assertThat(job(again).checkpoints().completed()).isEqualTo(1);
        assertThat(job(again).checkpoints().fresh()).isEmpty();

        FactMerge next = new FactMerge();
        next.restore(merge.save());
        Facts restarted = next.merge(told().job(JOB, "RUNNING", 1, 1)
                .ended(JOB.id(), checkpoint(7, from))
                .ended(JOB.id(), checkpoint(8, from.plusSeconds(5)))
                .input());
        assertThat(job(restarted).checkpoints().completed()).isEqualTo(2);
        assertThat(kinds(restarted)).doesNotContain(JobEvent.Kind.SEEN);
    }

    /** All tasks ran when REST was last read, and the event of a failure is newer: they do not run again yet. */
    @Test
    void anOldListOfJobsEndsNoFailure() {
        Instant read = clock.instant();
        merge.merge(told().job(JOB, "RUNNING", 1, 1).input());
        clock.advance(Duration.ofSeconds(1));
        Map<String, Object> ofJob = attributes("jobId", JOB.id());
        merge.merge(told().job(JOB, "RUNNING", 1, 1)
                .restRead(read)
                .event("JobFailureEvent", ofJob, clock.instant())
                .input());
        clock.advance(Duration.ofSeconds(3));
        Facts old = merge.merge(told().job(JOB, "RUNNING", 1, 1).restRead(read).input());
        assertThat(kinds(old)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        Facts again = merge.merge(told().job(JOB, "RUNNING", 1, 1)
                .restRead(read)
                .event("JobFailureEvent", ofJob, clock.instant())
                .input());
        assertThat(job(again).restarts().failures()).isEqualTo(1);
    }

    /** Flink 1.20 does not say which job a span is of. */
    @Test
    void aSpanWithoutAJobIsOfTheOnlyJobOfItsJobManager() {
        Recorded.show(jobManager, "jm");
        merge.merge(
                told().process(jobManager.report()).job(JOB, "RUNNING", 1, 1).input());
        clock.advance(Duration.ofSeconds(10));
        Facts facts = merge.merge(told().process(jobManager.report())
                .job(JOB, "RUNNING", 1, 1)
                .span("jm", attributes("", ""), clock.instant().minusSeconds(1), clock.instant())
                .span("elsewhere", attributes("", ""), clock.instant().minusSeconds(1), clock.instant())
                .input());
        assertThat(job(facts).checkpoints().completed()).isEqualTo(1);
    }

    @Test
    void tellsFailuresFromAttempts() {
        merge.merge(told().job(JOB, "RUNNING", 1, 1).input());
        clock.advance(Duration.ofSeconds(10));
        Instant failure = clock.instant().minusSeconds(1);
        Facts failed = merge.merge(told().job(JOB, "RESTARTING", 0, 1, failure.plusMillis(500), failure)
                .event("JobFailureEvent", Map.of("jobId", JOB.id()), failure)
                .input());
        assertThat(job(failed).restarts().failures()).isEqualTo(1);
        assertThat(job(failed).events()).contains(new JobEvent(failure, JobEvent.Kind.FAILED, "E: why"));
        clock.advance(Duration.ofSeconds(10));
        assertThat(kinds(merge.merge(told().job(JOB, "RUNNING", 1, 1, failure).input())))
                .containsExactly(JobEvent.Kind.RUNNING);
    }

    @Test
    void aLostTaskManagerIsDownAtOnceAndCountedWhenItStaysAway() {
        merge.merge(told().connected("a", ProcessKind.TASK_MANAGER).input());
        Instant left = clock.instant();
        Facts facts = merge.merge(told().gone("a", ProcessKind.TASK_MANAGER, left, ProcessGone.Departure.LOST)
                .gone("b", ProcessKind.TASK_MANAGER, left, ProcessGone.Departure.CLEAN)
                .input());
        assertThat(facts.processes()).extracting(ProcessFacts::id).containsExactly("a");
        assertThat(process(facts, "a").up()).isFalse();
        assertThat(process(facts, "a").since()).isEqualTo(left);
        assertThat(facts.cluster().taskManagersLost()).isZero();
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(10));
            facts = merge.merge(told().gone("a", ProcessKind.TASK_MANAGER, left, ProcessGone.Departure.LOST)
                    .input());
            assertThat(facts.cluster().taskManagersLost()).isEqualTo(1);
        }
        Facts back = merge.merge(told().connected("a", ProcessKind.TASK_MANAGER).input());
        assertThat(process(back, "a").up()).isTrue();
        assertThat(process(back, "a").disabledSwitches()).containsExactly("off");
    }

    @Property(tries = 30)
    void theOrderOfWhatWasToldDoesNotMatter(@ForAll long seed) {
        List<Facts> one = ticks(new Random(1));
        assertThat(ticks(new Random(seed))).isEqualTo(one);
    }

    private static List<Facts> ticks(Random order) {
        ManualClock clock = new ManualClock();
        List<FakeProcess> processes = new ArrayList<>();
        List<ModelTask> tasks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            FakeProcess process = new FakeProcess("p" + i, clock);
            processes.add(process);
            for (String vertex : List.of("v", "w")) {
                tasks.add(new ModelTask(process, vertex, i, 0));
            }
        }
        FactMerge merge = new FactMerge();
        List<Facts> all = new ArrayList<>();
        for (int tick = 1; tick < 20; tick++) {
            clock.advance(Duration.ofSeconds(1));
            for (int i = 0; i < tasks.size(); i++) {
                tasks.get(i)
                        .times(tick * 300L, tick * (700L - i), i)
                        .operator("numRecordsIn", tick * 10L + i)
                        .operator("rocksdb.block_cache_hit", tick * 7L)
                        .operator("rocksdb.block_cache_miss", tick * 3L)
                        .family("s", "estimate-num-keys", tick * 5L + i)
                        .family("s", "block-cache-usage", tick * 1_000L + i)
                        .family("s", "block-cache-capacity", 1 << 20);
            }
            List<ProcessSnapshot> reports = new ArrayList<>();
            processes.forEach(process -> reports.add(process.report()));
            Collections.shuffle(reports, order);
            Told told = Told.at(clock.instant()).restDown();
            reports.forEach(told::process);
            all.add(merge.merge(told.input()));
        }
        return all;
    }

    @Test
    void damagedMemoryIsRefusedInWords() {
        assertThatThrownBy(() -> merge.restore(new byte[] {0, 0, 0, 9}))
                .hasMessageStartingWith("memory of the merge: found version 9, expected 1");
        assertThatThrownBy(() -> merge.restore(new byte[] {0, 0, 0, 1, 5}))
                .hasMessageStartingWith("memory of the merge: cut or damaged");
    }

    private Told told() {
        return Told.at(clock.instant());
    }

    private static Map<String, Object> attributes(String key, String value) {
        return Map.of("checkpointId", 7L, "checkpointStatus", "COMPLETED", "fullSize", 10L, key, value);
    }

    private static CheckpointRecord checkpoint(long id, Instant from) {
        return new CheckpointRecord(id, true, from, Duration.ofSeconds(2), 10L, 5L, 0L, 0L, false, false, "path", null);
    }

    private static JobFacts job(Facts facts) {
        return facts.jobs().get(0);
    }

    private static List<StateFacts> states(Facts facts) {
        return job(facts).states();
    }

    private static List<JobEvent.Kind> kinds(Facts facts) {
        return facts.jobs().stream()
                .flatMap(one -> one.events().stream())
                .map(JobEvent::kind)
                .toList();
    }

    private static OperatorFacts operator(JobFacts job, String name) {
        return job.operators().stream()
                .filter(operator -> operator.operator().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ProcessFacts process(Facts facts, String id) {
        return facts.processes().stream()
                .filter(process -> process.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
