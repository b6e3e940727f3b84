package io.streamgauge.agent.output.prometheus;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.output.prometheus.series.LabelMode;
import io.streamgauge.agent.output.prometheus.text.PageFormat;
import io.streamgauge.agent.output.prometheus.text.PrerenderedFamilies;
import io.streamgauge.agent.source.reporter.FakeProcess;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import io.streamgauge.wire.HistogramSample;
import io.streamgauge.wire.MetricType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What stands on the page, word by word. */
class PageTest {

    private static final String TASK = "taskmanager.job.task";

    private final ManualClock clock = new ManualClock();
    private final FakeProcess process = new FakeProcess("p1", clock);

    static String[] task(String tm, int attempt) {
        return new String[] {
            "host",
            tm,
            "tm_id",
            tm,
            "job_id",
            "j1",
            "job_name",
            "my job",
            "task_id",
            "t1",
            "task_name",
            "Map -> Sink",
            "task_attempt_id",
            "a" + attempt,
            "task_attempt_num",
            "" + attempt,
            "subtask_index",
            "0"
        };
    }

    @Test
    void showsEveryTypeInPlainText() {
        everyType();

        assertThat(page(LabelMode.STABLE, PageFormat.TEXT, process.report()))
                .isEqualTo(
                        """
                # HELP streamgauge_subtask_info Where the current attempt of a subtask runs; always 1.
                # TYPE streamgauge_subtask_info gauge
                streamgauge_subtask_info{job_id="j1",job_name="my job",task_id="t1",task_name="Map -> Sink",subtask_index="0",tm_id="tm-1",host="tm-1",task_attempt_id="a3",task_attempt_num="3"} 1
                # HELP flink_taskmanager_Status_JVM_GarbageCollector_G1_Old_Generation_Count Count (scope: taskmanager_Status_JVM_GarbageCollector_G1_Old_Generation)
                # TYPE flink_taskmanager_Status_JVM_GarbageCollector_G1_Old_Generation_Count gauge
                flink_taskmanager_Status_JVM_GarbageCollector_G1_Old_Generation_Count{host="h",tm_id="tm-1"} 7
                # HELP flink_taskmanager_job_task_busy busy (scope: taskmanager_job_task)
                # TYPE flink_taskmanager_job_task_busy gauge
                flink_taskmanager_job_task_busy{job_name="my job",job_id="j1",task_name="Map -> Sink",task_id="t1",subtask_index="0"} 0.5
                # HELP flink_taskmanager_job_task_latency latency (scope: taskmanager_job_task)
                # TYPE flink_taskmanager_job_task_latency summary
                flink_taskmanager_job_task_latency{job_name="my job",job_id="j1",task_name="Map -> Sink",task_id="t1",subtask_index="0",quantile="0.5"} 1.5
                flink_taskmanager_job_task_latency{job_name="my job",job_id="j1",task_name="Map -> Sink",task_id="t1",subtask_index="0",quantile="0.999"} 9
                flink_taskmanager_job_task_latency_count{job_name="my job",job_id="j1",task_name="Map -> Sink",task_id="t1",subtask_index="0"} 12
                # HELP flink_taskmanager_job_task_numRecordsIn numRecordsIn (scope: taskmanager_job_task)
                # TYPE flink_taskmanager_job_task_numRecordsIn counter
                flink_taskmanager_job_task_numRecordsIn{job_name="my job",job_id="j1",task_name="Map -> Sink",task_id="t1",subtask_index="0"} 12345678901
                # HELP flink_taskmanager_job_task_rate rate (scope: taskmanager_job_task)
                # TYPE flink_taskmanager_job_task_rate gauge
                flink_taskmanager_job_task_rate{job_name="my job",job_id="j1",task_name="Map -> Sink",task_id="t1",subtask_index="0"} 33.333333333333336
                """);
    }

    @Test
    void showsEveryTypeInOpenMetrics() {
        everyType();

        String page = page(LabelMode.STABLE, PageFormat.OPENMETRICS, process.report());

        assertThat(page)
                .contains("# TYPE flink_taskmanager_job_task_numRecordsIn unknown\n")
                .contains("# TYPE flink_taskmanager_job_task_latency summary\n")
                .endsWith("# EOF\n");
    }

    @Test
    void manglesLikePrometheusReporterInCompatibleMode() {
        everyType();

        assertThat(page(LabelMode.COMPATIBLE, PageFormat.TEXT, process.report()))
                .contains(
                        "flink_taskmanager_job_task_busy{host=\"tm_1\",tm_id=\"tm_1\",job_name=\"my_job\",job_id=\"j1\","
                                + "task_name=\"Map____Sink\",task_id=\"t1\",subtask_index=\"0\",task_attempt_num=\"3\","
                                + "task_attempt_id=\"a3\"} 0.5\n");
    }

    @Test
    void showsTheSumOfAHistogramThatKnowsIt() {
        HistogramSample sample = new HistogramSample();
        sample.reset(3);
        sample.sum(4.5);
        process.histogram(process.scope("taskmanager"), "h", sample);

        assertThat(page(LabelMode.STABLE, PageFormat.TEXT, process.report()))
                .isEqualTo(
                        """
                # HELP flink_taskmanager_h h (scope: taskmanager)
                # TYPE flink_taskmanager_h summary
                flink_taskmanager_h_sum 4.5
                flink_taskmanager_h_count 3
                """);
    }

    @Test
    void writesQuantilesWithoutOtherLabels() {
        HistogramSample sample = new HistogramSample();
        sample.reset(3);
        sample.quantile(0, 2);
        process.histogram(process.scope("taskmanager"), "h", sample);

        assertThat(page(LabelMode.STABLE, PageFormat.TEXT, process.report()))
                .contains("\nflink_taskmanager_h{quantile=\"0.5\"} 2\n");
    }

    @Test
    void withholdsWhatIsNoNumber() {
        int jvm = process.scope("taskmanager.Status.JVM.Memory.NonHeap");
        int job = process.scope("jobmanager.job");
        int operator = process.scope("taskmanager.job.task.operator");
        int user = process.scope("taskmanager.job.task.operator.mine");
        process.gauge(jvm, "Max", -1)
                .gauge(jvm, "Used", 5)
                .gauge(job, "lastCheckpointDuration", -1)
                .absent(job, "lastCheckpointExternalPath")
                .gauge(operator, "currentInputWatermark", Long.MIN_VALUE)
                .gauge(operator, "currentOutputWatermark", Long.MAX_VALUE)
                .gauge(operator, "doubleWatermark", (double) Long.MIN_VALUE)
                .gauge(operator, "nan", Double.NaN)
                .gauge(user, "Max", -1)
                .gauge(user, "balance", -1.0)
                .gauge(user, "endless", Double.POSITIVE_INFINITY)
                .define(user, MetricType.GAUGE, "neverRead");

        Map<String, Double> series = series(process.report());

        assertThat(series)
                .containsOnly(
                        Map.entry("flink_taskmanager_Status_JVM_Memory_NonHeap_Used{}", 5.0),
                        Map.entry("flink_taskmanager_job_task_operator_mine_Max{}", -1.0),
                        Map.entry("flink_taskmanager_job_task_operator_mine_balance{}", -1.0),
                        Map.entry("flink_taskmanager_job_task_operator_mine_endless{}", Double.POSITIVE_INFINITY));
    }

    @Test
    void takesHostileLabelValuesAsTheyAre() {
        String hostile = "a\nb\"c\\d\u2028\uD83D\uDE00\t{}=,";
        int scope = process.scope("taskmanager", "state name", hostile, "1st", "x", "__name__", "y", "quantile", "0.5");
        process.gauge(scope, "g", 1);

        var families = StrictPage.read(bytes(LabelMode.STABLE, process.report()), PageFormat.TEXT);

        assertThat(Objects.requireNonNull(families.get("flink_taskmanager_g"))
                        .samples()
                        .get(0)
                        .labels())
                .isEqualTo(Map.of("state_name", hostile, "_1st", "x", "_name__", "y", "quantile_", "0.5"));
    }

    @Test
    void takesHostileMetricNames() {
        int scope = process.scope("taskmanager.my\nscope \"x\"");
        process.gauge(scope, "größe\n\"\\ \uD83D\uDE00", 1);

        byte[] page = bytes(LabelMode.STABLE, process.report());

        assertThat(new String(page, StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                # HELP flink_taskmanager_my_scope__x__gr__e_____ größe\\n"\\\\ \uD83D\uDE00 (scope: taskmanager_my_scope__x_)
                # TYPE flink_taskmanager_my_scope__x__gr__e_____ gauge
                flink_taskmanager_my_scope__x__gr__e_____ 1
                """);
        StrictPage.read(page, PageFormat.TEXT);
    }

    @Test
    void keepsTheFirstOfMetricsThatCollideAfterMapping() {
        int scope = process.scope("taskmanager");
        process.gauge(scope, "a_b", 2).gauge(scope, "a.b", 1).gauge(scope, "a-b", 3);

        Exposition exposition = exposition(LabelMode.STABLE, process.report());

        // By name: '-' sorts before '.' before '_'.
        assertThat(text(exposition)).contains("flink_taskmanager_a_b 3\n").doesNotContain(" 1\n", " 2\n");
        assertThat(exposition.statistics().collisions()).isEqualTo(2);
    }

    @Test
    void keepsTheFirstOfLabelsThatCollideAfterMapping() {
        int scope = process.scope("taskmanager", "a_b", "2", "a.b", "1");
        process.gauge(scope, "g", 5);

        Exposition exposition = exposition(LabelMode.STABLE, process.report());

        assertThat(text(exposition)).contains("flink_taskmanager_g{a_b=\"1\"} 5\n");
        assertThat(exposition.statistics().droppedLabels()).isEqualTo(1);
    }

    @Test
    void keepsASummaryApartFromAGaugeNamedLikeItsCount() {
        int scope = process.scope("taskmanager");
        HistogramSample sample = new HistogramSample();
        sample.reset(3);
        process.histogram(scope, "h", sample).gauge(scope, "h.count", 9);

        Exposition exposition = exposition(LabelMode.STABLE, process.report());

        assertThat(StrictPage.series(StrictPage.read(exposition.render(PageFormat.TEXT), PageFormat.TEXT)))
                .containsOnly(Map.entry("flink_taskmanager_h_count{}", 3.0));
        assertThat(exposition.statistics().collisions()).isEqualTo(1);
    }

    @Test
    void givesAFamilyOneTypeOverAllProcesses() {
        process.counter(process.scope("taskmanager", "tm_id", "1"), "x", 1);
        FakeProcess other = new FakeProcess("p2", clock);
        int scope = other.scope("taskmanager", "tm_id", "2");
        other.gauge(scope, "x", 2);
        FakeProcess third = new FakeProcess("p3", clock);
        third.histogram(third.scope("taskmanager", "tm_id", "3"), "x", new HistogramSample());

        Exposition exposition = exposition(LabelMode.STABLE, process.report(), other.report(), third.report());

        assertThat(text(exposition))
                .isEqualTo(
                        """
                # HELP flink_taskmanager_x x (scope: taskmanager)
                # TYPE flink_taskmanager_x gauge
                flink_taskmanager_x{tm_id="1"} 1
                flink_taskmanager_x{tm_id="2"} 2
                """);
        assertThat(exposition.statistics().typeConflicts()).isEqualTo(1);
    }

    @Test
    void showsOneLinePerSubtaskWhileTheOldAttemptIsStillThere() {
        process.gauge(process.scope(TASK, task("tm-1", 0)), "g", 10);
        clock.advance(Duration.ofSeconds(1));
        FakeProcess other = new FakeProcess("p2", clock);
        other.gauge(other.scope(TASK, task("tm-2", 1)), "g", 11);

        Exposition exposition = exposition(LabelMode.STABLE, process.report(), other.report());

        assertThat(text(exposition))
                .contains("subtask_index=\"0\"} 11\n")
                .doesNotContain("} 10\n")
                .contains("tm_id=\"tm-2\",host=\"tm-2\",task_attempt_id=\"a1\",task_attempt_num=\"1\"} 1\n")
                .doesNotContain("tm-1");
        assertThat(exposition.statistics().formerAttempts()).isEqualTo(1);
        // In compatible mode they are two series.
        assertThat(page(LabelMode.COMPATIBLE, PageFormat.TEXT, process.report(), other.report()))
                .contains("} 10\n", "} 11\n");
    }

    @Test
    void prefersTheNewerDefinitionOfOneAttempt() {
        process.gauge(process.scope(TASK, task("tm-1", 0)), "g", 10);
        clock.advance(Duration.ofSeconds(1));
        FakeProcess other = new FakeProcess("p2", clock);
        other.gauge(other.scope(TASK, task("tm-2", 0)), "g", 11);

        assertThat(page(LabelMode.STABLE, PageFormat.TEXT, process.report(), other.report()))
                .contains("subtask_index=\"0\"} 11\n")
                .doesNotContain("} 10\n");
    }

    @Test
    void addsNoTaskSeriesWhenATaskManagerRestarts() {
        process.gauge(process.scope(TASK, task("tm-1", 0)), "g", 10);
        FakeProcess restarted = new FakeProcess("p2", clock);
        restarted.gauge(restarted.scope(TASK, task("tm-9", 1)), "g", 11);

        assertThat(taskSeries(restarted.report())).isEqualTo(taskSeries(process.report()));
    }

    @Test
    void leavesOutWhatTheReporterTellsOfItsProcess() {
        process.gauge(process.scope("streamgauge.process"), "residentBytes", 10);

        assertThat(page(LabelMode.STABLE, PageFormat.TEXT, process.report())).isEmpty();
    }

    private Set<String> taskSeries(ProcessSnapshot snapshot) {
        Set<String> names = series(snapshot).keySet();
        names.removeIf(name -> name.startsWith("streamgauge_"));
        return names;
    }

    private void everyType() {
        int task = process.scope(TASK, task("tm-1", 3));
        int gc = process.scope(
                "taskmanager.Status.JVM.GarbageCollector.G1 Old Generation", "tm_id", "tm-1", "host", "h");
        HistogramSample sample = new HistogramSample();
        sample.reset(12);
        sample.quantile(0, 1.5);
        sample.quantile(5, 9);
        process.counter(task, "numRecordsIn", 12_345_678_901L)
                .gauge(task, "busy", 0.5)
                .define(task, MetricType.METER, "rate")
                .put(task, "rate", 100 / 3.0)
                .histogram(task, "latency", sample)
                .gauge(gc, "Count", 7);
    }

    static Exposition exposition(LabelMode mode, ProcessSnapshot... snapshots) {
        return new Exposition(
                new ExpositionSettings(mode, 4),
                () -> List.of(snapshots),
                () -> PrerenderedFamilies.NONE,
                MeterPage.NONE,
                () -> 0);
    }

    private static String text(Exposition exposition) {
        return new String(exposition.render(PageFormat.TEXT), StandardCharsets.UTF_8);
    }

    private static String page(LabelMode mode, PageFormat format, ProcessSnapshot... snapshots) {
        byte[] page = exposition(mode, snapshots).render(format);
        StrictPage.read(page, format);
        return new String(page, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(LabelMode mode, ProcessSnapshot snapshot) {
        return exposition(mode, snapshot).render(PageFormat.TEXT);
    }

    private static Map<String, Double> series(ProcessSnapshot snapshot) {
        return StrictPage.series(StrictPage.read(bytes(LabelMode.STABLE, snapshot), PageFormat.TEXT));
    }
}
