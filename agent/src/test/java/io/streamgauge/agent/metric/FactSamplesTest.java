package io.streamgauge.agent.metric;

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
import io.streamgauge.agent.fact.RocksDbFacts;
import io.streamgauge.agent.fact.StateFacts;
import io.streamgauge.agent.fact.SubtaskFacts;
import io.streamgauge.agent.fact.VertexFacts;
import io.streamgauge.agent.source.checkpoint.GoldenCheckpoints;
import io.streamgauge.checkpoint.read.ReadRequest;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.StateReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FactSamplesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");
    private static final OperatorRef OPERATOR = new OperatorRef("op", null, "operator");

    @Test
    void everyMetricOfTheCatalogIsMadeWhenAllIsKnown() {
        Facts facts = withContent(facts(job(whole(), state(0, 5L), state(1, 6L))));
        List<Sample> samples = FactSamples.of(facts, new SampleSettings(true));
        assertThat(new TreeSet<>(
                        samples.stream().map(sample -> sample.metric().name()).toList()))
                .isEqualTo(new TreeSet<>(
                        Catalog.all().stream().map(MetricDefinition::name).toList()));
        assertThat(samples.stream().map(sample -> sample.metric().name() + sample.labelValues()))
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingIsMadeOfNothing() {
        JobFacts unknown = new JobFacts(
                new JobRef("id", "name"),
                null,
                null,
                null,
                null,
                new RestartFacts(null, null),
                CheckpointFacts.unknown(),
                List.of(),
                List.of(new OperatorFacts(OPERATOR, "v", null, null, null, null, null)),
                List.of(),
                List.of());
        assertThat(FactSamples.of(new Facts(NOW, List.of(unknown), List.of(), List.of()), SampleSettings.DEFAULT))
                .isEmpty();
    }

    @Test
    void sizesOfStatesAreThoseOfTheCheckpointUnderTheNamesOfTheJob() {
        Facts facts = withContent(facts(job(whole())));
        OperatorReport operator = facts.contents().get(0).report().operators().get(0);
        StateReport state = operator.states().get(0);
        List<Sample> of = FactSamples.of(facts, SampleSettings.DEFAULT).stream()
                .filter(sample -> sample.labelValues().contains(operator.id())
                        && sample.labelValues().contains(state.name()))
                .toList();

        assertThat(of).allSatisfy(sample -> assertThat(sample.labelValues())
                .containsExactly("id", "name", operator.id(), operator.displayName(), state.name()));
        assertThat(value(of, MetricCatalog.STATE_BYTES))
                .isEqualTo(Objects.requireNonNull(state.size().bytes()).doubleValue());
        assertThat(value(of, MetricCatalog.STATE_ENTRIES))
                .isEqualTo(Objects.requireNonNull(state.size().entries()).doubleValue());
        assertThat(value(of, MetricCatalog.STATE_BYTES_MAX_SUBTASK))
                .isEqualTo(state.subtasks().stream()
                        .mapToDouble(subtask -> subtask.bytes())
                        .max()
                        .orElseThrow());
        assertThat(value(of, MetricCatalog.STATE_OLDEST_DATA))
                .isEqualTo(Objects.requireNonNull(state.age().oldest()).toEpochMilli() / 1e3);
    }

    private static Facts withContent(Facts facts) {
        CheckpointContent content = new CheckpointContent(
                facts.jobs().get(0).job(),
                NOW,
                NOW,
                GoldenCheckpoints.report("flink-2.3-rocksdb-incremental", ReadRequest.keys(8)));
        return new Facts(
                facts.at(), facts.jobs(), facts.processes(), facts.sources(), facts.cluster(), List.of(content));
    }

    private static @Nullable Double value(List<Sample> samples, MetricDefinition metric) {
        return samples.stream()
                .filter(sample -> sample.metric().equals(metric))
                .map(Sample::value)
                .findFirst()
                .orElse(null);
    }

    @Test
    void sumsAStateOverItsSubtasks() {
        Facts facts = facts(job(whole(), state(0, 5L), state(1, 6L)));
        assertThat(value(facts, MetricCatalog.STATE_KEYS)).isEqualTo(11);
        assertThat(value(facts, MetricCatalog.STATE_ROCKSDB_BYTES)).isEqualTo(2 * (100 + 20));
        assertThat(value(facts, MetricCatalog.ROCKSDB_PENDING_COMPACTION_BYTES)).isEqualTo(14);
    }

    @Test
    void aSumIsMissingWhileASubtaskDoesNotReport() {
        VertexFacts partial = new VertexFacts("v", "vertex", 2, List.of(subtask(0, "p", 0.5)));
        Facts facts = facts(job(partial, state(0, 5L)));
        assertThat(value(facts, MetricCatalog.STATE_KEYS)).isNull();
        assertThat(value(facts, MetricCatalog.VERTEX_BUSY)).isNull();
        assertThat(value(facts, MetricCatalog.SUBTASK_BUSY)).isEqualTo(0.5);
    }

    @Test
    void aSumIsMissingWhileAGaugeIsWithdrawn() {
        Facts facts = facts(job(whole(), state(0, 5L), state(1, null)));
        assertThat(value(facts, MetricCatalog.STATE_KEYS)).isNull();
        assertThat(value(facts, MetricCatalog.STATE_SST_BYTES)).isEqualTo(200);
    }

    @Test
    void aStateThatASubtaskNeverUsedIsNoneThere() {
        assertThat(value(facts(job(whole(), state(1, 6L))), MetricCatalog.STATE_KEYS))
                .isEqualTo(6);
    }

    @Test
    void statesPerSubtaskAreMadeOnlyWhenSwitchedOn() {
        Facts facts = facts(job(whole(), state(0, 5L), state(1, 6L)));
        assertThat(FactSamples.of(facts, SampleSettings.DEFAULT))
                .noneMatch(sample -> sample.metric().equals(MetricCatalog.SUBTASK_STATE_KEYS));
        assertThat(FactSamples.of(facts, new SampleSettings(true)))
                .filteredOn(sample -> sample.metric().equals(MetricCatalog.SUBTASK_STATE_KEYS))
                .extracting(Sample::value)
                .containsExactly(5.0, 6.0);
    }

    @Test
    void oneStateOfAJobIsOneAndTheOthersAreZero() {
        List<Sample> states = FactSamples.of(facts(job(whole())), SampleSettings.DEFAULT).stream()
                .filter(sample -> sample.metric().equals(MetricCatalog.JOB_STATE))
                .toList();
        assertThat(states).hasSize(11);
        assertThat(states)
                .filteredOn(sample -> sample.value() == 1)
                .extracting(sample -> sample.labelValues().get(2))
                .containsExactly("RUNNING");
    }

    @Test
    void sharesOfAVertexAreTheMeanAndTheBusiest() {
        Facts facts = facts(job(whole()));
        assertThat(value(facts, MetricCatalog.VERTEX_BUSY)).isEqualTo(0.5);
        assertThat(value(facts, MetricCatalog.VERTEX_BUSIEST)).isEqualTo(0.75);
    }

    @Test
    void agesAreCountedFromTheCompletion() {
        Facts facts = facts(job(whole()));
        assertThat(value(facts, MetricCatalog.CHECKPOINT_LAST_COMPLETED_AGE)).isEqualTo(58);
        assertThat(value(facts, MetricCatalog.CHECKPOINT_LAST_COMPLETED)).isEqualTo(NOW.toEpochMilli() / 1e3 - 58);
        assertThat(value(facts, MetricCatalog.CHECKPOINT_RUNNING_AGE)).isEqualTo(3);
    }

    private static @Nullable Double value(Facts facts, MetricDefinition metric) {
        return FactSamples.of(facts, SampleSettings.DEFAULT).stream()
                .filter(sample -> sample.metric().equals(metric))
                .map(Sample::value)
                .findFirst()
                .orElse(null);
    }

    private static VertexFacts whole() {
        return new VertexFacts("v", "vertex", 2, List.of(subtask(0, "p", 0.25), subtask(1, "p", 0.75)));
    }

    private static SubtaskFacts subtask(int index, String process, double busy) {
        return new SubtaskFacts(index, 0, process, busy, 0.1, 0.1);
    }

    private static StateFacts state(int subtask, @Nullable Long keys) {
        return new StateFacts(OPERATOR, "v", "s", subtask, keys, 100L, 20L, 80L, 3L, 1L, 7L);
    }

    private static JobFacts job(VertexFacts vertex, StateFacts... states) {
        CheckpointRecord last = new CheckpointRecord(
                5, true, NOW.minusSeconds(60), Duration.ofSeconds(2), 100L, 10L, 1L, 2L, false, false, "path", null);
        return new JobFacts(
                new JobRef("id", "name"),
                "RUNNING",
                NOW.minusSeconds(600),
                2,
                2,
                new RestartFacts(3L, 1L),
                new CheckpointFacts(
                        4L,
                        1L,
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10),
                        last,
                        NOW.minusSeconds(3),
                        new RestoreRecord(2, NOW.minusSeconds(300), null),
                        List.of()),
                List.of(vertex),
                List.of(new OperatorFacts(
                        OPERATOR,
                        "v",
                        10L,
                        9L,
                        NOW.toEpochMilli(),
                        1.5,
                        new RocksDbFacts(10.0, 5.0, 1.0, 7.0, 8.0, true, 0.5, 0.1, 1))),
                List.of(states),
                List.of());
    }

    private static Facts facts(JobFacts job) {
        ProcessFacts process = new ProcessFacts(
                "p", ProcessKind.TASK_MANAGER, "host", "tm", true, NOW, 500L, 1_000L, 600L, 100L, 50L, 70L, List.of());
        return new Facts(NOW, List.of(job), List.of(process), List.of(), new ClusterFacts("2.3.0", 2, 4, 1, 0L));
    }
}
