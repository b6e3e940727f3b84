package io.streamgauge.agent.output.prometheus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.metric.MetricDefinition;
import io.streamgauge.agent.metric.MetricType;
import io.streamgauge.agent.metric.Sample;
import io.streamgauge.agent.output.prometheus.StrictPage.FamilyRead;
import io.streamgauge.agent.output.prometheus.text.PageFormat;
import io.streamgauge.agent.output.prometheus.text.PrerenderedFamilies;
import io.streamgauge.agent.source.reporter.FakeProcess;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Flink's series, derived ones and the agent's own metrics on one page. */
class CombinedPageTest {

    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private PrerenderedFamilies derived = PrerenderedFamilies.builder()
            .gauge("streamgauge_job_up", "Whether the job\nruns.")
            .sample(1, "job_name", "a \"b\"")
            .sample(0, "job_name", "c")
            .counter("streamgauge_checkpoints_completed_total", "Completed checkpoints.")
            .sample(17, "job_name", "c")
            .build();

    private Exposition exposition() {
        FakeProcess process = new FakeProcess("p", new ManualClock());
        process.gauge(process.scope("taskmanager.job.task", PageTest.task("tm-1", 0)), "g", 1);
        ProcessSnapshot snapshot = process.report();
        return new Exposition(
                ExpositionSettings.defaults(), () -> List.of(snapshot), () -> derived, meters::scrape, () -> 0);
    }

    private void someMeters() {
        Counter.builder("streamgauge.scrapes")
                .description("Scrapes.")
                .register(meters)
                .increment();
        Timer.builder("streamgauge.ingest")
                .description("Ingest.")
                .register(meters)
                .record(Duration.ofMillis(3));
    }

    @ParameterizedTest
    @EnumSource
    void holdsAllThreeOnceEach(PageFormat format) {
        someMeters();

        Map<String, FamilyRead> families = StrictPage.read(exposition().render(format), format);

        String total = format == PageFormat.TEXT ? "_total" : "";
        assertThat(families)
                .containsKeys(
                        "streamgauge_subtask_info",
                        "streamgauge_job_up",
                        "streamgauge_checkpoints_completed" + total,
                        "streamgauge_scrapes" + total,
                        "streamgauge_ingest_seconds",
                        "flink_taskmanager_job_task_g");
    }

    @ParameterizedTest
    @EnumSource
    void leavesOutASecondFamilyOfAName(PageFormat format) {
        Counter.builder("streamgauge.checkpoints.completed")
                .description("Mine.")
                .register(meters)
                .increment();
        derived = PrerenderedFamilies.builder()
                .gauge("flink_taskmanager_job_task_g", "Not Flink's.")
                .sample(99)
                .counter("streamgauge_checkpoints_completed_total", "Completed checkpoints.")
                .sample(17)
                .build();

        Map<String, Double> series =
                StrictPage.series(StrictPage.read(exposition().render(format), format));

        assertThat(series)
                .containsEntry("flink_taskmanager_job_task_g{}", 99.0)
                .containsEntry("streamgauge_checkpoints_completed_total{}", 17.0);
    }

    @Test
    void rendersTheSamplesOfTheCatalog() {
        MetricDefinition metric = new MetricDefinition("streamgauge_x", MetricType.GAUGE, "X.", List.of("a"), false);
        PrerenderedFamilies families =
                DerivedFamilies.of(List.of(new Sample(metric, List.of("1"), 2), new Sample(metric, List.of("1"), 3)));

        assertThat(new String(families.blocks().get(0).bytes(PageFormat.TEXT), StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                # HELP streamgauge_x X.
                # TYPE streamgauge_x gauge
                streamgauge_x{a="1"} 2
                """);
        assertThat(families.droppedSamples()).isEqualTo(1);
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        PrerenderedFamilies families = PrerenderedFamilies.builder()
                .gauge("streamgauge_x", "X.")
                .sample(Double.NaN)
                .build();

        assertThat(families.blocks()).isEmpty();
    }

    @Test
    void refusesFamiliesThatCannotBeRight() {
        assertThatThrownBy(() -> PrerenderedFamilies.builder().counter("streamgauge_x", "X."))
                .hasMessageContaining("must end with _total");
        assertThatThrownBy(() -> PrerenderedFamilies.builder().gauge("x", "X.").gauge("x", "X."))
                .hasMessageContaining("begun twice");
    }

    static boolean hasPromtool() {
        return Files.isExecutable(PROMTOOL);
    }

    @Test
    @EnabledIf("hasPromtool")
    void promtoolFindsNothingToImprove(@TempDir Path directory) throws Exception {
        someMeters();
        String page = new String(exposition().render(PageFormat.TEXT), StandardCharsets.UTF_8);
        Path ours = directory.resolve("page.txt");
        // Flink's names are not ours to improve.
        Files.writeString(ours, page.replaceAll("(?m)^(# (HELP|TYPE) )?flink_.*\\n", ""));

        Process promtool = new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
                .redirectInput(ours.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThat(said).isEmpty();
        assertThat(promtool.exitValue()).isZero();
    }
}
