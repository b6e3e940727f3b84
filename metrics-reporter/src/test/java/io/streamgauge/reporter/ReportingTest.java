package io.streamgauge.reporter;

import io.streamgauge.reporter.fixture.Await;
import io.streamgauge.reporter.fixture.FakeAgent;
import io.streamgauge.reporter.fixture.FakeGroup;
import io.streamgauge.reporter.fixture.FakeHistogram;
import io.streamgauge.reporter.fixture.FakeMeter;
import io.streamgauge.wire.Hello;
import io.streamgauge.wire.HistogramSample;
import io.streamgauge.wire.MetricType;
import java.math.BigInteger;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** From Flink's calls to what an agent knows, over a real connection. */
class ReportingTest {

    @RegisterExtension
    private final Opened opened = new Opened();

    private static final FakeGroup GROUP = FakeGroup.of("taskmanager.job.task", "job_name", "orders");
    private static final String LABELS = "{job_name=orders}";

    @Test
    void everyKindOfMetricArrivesWithItsTypeAndLabels() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        SimpleCounter counter = new SimpleCounter();
        counter.inc(Long.MAX_VALUE);
        fixture.add(counter, "numRecordsIn", GROUP);
        fixture.add((Gauge<Long>) () -> (1L << 60) | 1, "long", GROUP);
        fixture.add((Gauge<Double>) () -> 0.5, "double", GROUP);
        fixture.add((Gauge<Boolean>) () -> true, "boolean", GROUP);
        fixture.add((Gauge<BigInteger>) () -> BigInteger.valueOf(7), "big", GROUP);
        fixture.add((Gauge<BigInteger>) () -> BigInteger.TWO.pow(70), "bigger", GROUP);
        fixture.add((Gauge<Double>) () -> Double.POSITIVE_INFINITY, "infinite", GROUP);
        fixture.add(new FakeMeter(2.5), "numRecordsInPerSecond", GROUP);
        fixture.add(new FakeHistogram(3, 10, 20, 30), "latency", GROUP);

        Await.until(
                "the metrics",
                () -> agent.awaitReport().series().size() > 9
                        && agent.last().series().containsKey("taskmanager.job.task.latency" + LABELS));
        Map<String, Object> series = agent.last().series();

        assertThat(series)
                .containsEntry("taskmanager.job.task.numRecordsIn" + LABELS, Long.MAX_VALUE)
                .containsEntry("taskmanager.job.task.long" + LABELS, (1L << 60) | 1)
                .containsEntry("taskmanager.job.task.double" + LABELS, 0.5)
                .containsEntry("taskmanager.job.task.boolean" + LABELS, 1L)
                .containsEntry("taskmanager.job.task.big" + LABELS, 7L)
                .containsEntry("taskmanager.job.task.bigger" + LABELS, Math.pow(2, 70))
                .containsEntry("taskmanager.job.task.infinite" + LABELS, Double.POSITIVE_INFINITY)
                .containsEntry("taskmanager.job.task.numRecordsInPerSecond" + LABELS, 2.5);
        HistogramSample latency =
                (HistogramSample) Objects.requireNonNull(series.get("taskmanager.job.task.latency" + LABELS));
        assertThat(latency.count()).isEqualTo(3);
        assertThat(latency.min()).isEqualTo(10);
        assertThat(latency.max()).isEqualTo(30);
        assertThat(latency.mean()).isEqualTo(20);
        assertThat(latency.quantile(0)).isEqualTo(0.5);
        assertThat(latency.sum()).isNaN();
        assertThat(agent.last().types())
                .containsEntry("taskmanager.job.task.numRecordsIn" + LABELS, MetricType.COUNTER)
                .containsEntry("taskmanager.job.task.long" + LABELS, MetricType.GAUGE)
                .containsEntry("taskmanager.job.task.numRecordsInPerSecond" + LABELS, MetricType.METER)
                .containsEntry("taskmanager.job.task.latency" + LABELS, MetricType.HISTOGRAM);
        assertThat(agent.last().breaches()).isEmpty();
    }

    @Test
    void onlyWhatChangedIsSentAgain() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        AtomicLong moving = new AtomicLong();
        for (int i = 0; i < 500; i++) {
            fixture.add((Gauge<Long>) () -> 5L, "still" + i, GROUP);
        }
        fixture.add((Gauge<Long>) moving::get, "moving", GROUP);
        Await.until("all", () -> agent.awaitReport().series().size() > 500);
        moving.set(42);
        Await.until("the change", () -> Long.valueOf(42)
                .equals(agent.last().series().get("taskmanager.job.task.moving" + LABELS)));
        // The reporter's own metrics move too.
        assertThat(agent.last().samplesOfLastReport()).isLessThan(50);
        assertThat(agent.last().series()).containsEntry("taskmanager.job.task.still7" + LABELS, 5L);
    }

    @Test
    void removedMetricsAndTheirScopesAreForgotten() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        Gauge<Long> one = () -> 1L;
        fixture.add(one, "one", GROUP);
        fixture.add(one, "two", GROUP);
        Await.until("both", () -> agent.awaitReport().series().containsKey("taskmanager.job.task.two" + LABELS));
        int scopes = agent.last().scopeCount();
        fixture.remove(one, "one", GROUP);
        fixture.remove(one, "two", GROUP);
        Await.until("none", () -> agent.last().scopeCount() == scopes - 1);
        assertThat(agent.last().series()).doesNotContainKey("taskmanager.job.task.two" + LABELS);
        assertThat(agent.last().breaches()).isEmpty();
    }

    @Test
    void labelValuesCrossUnmangled() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        FakeGroup odd = FakeGroup.of("s", "a", "line\nbreak", "b", "\"quoted\" \\", "c", "🚀 漢字", "d", "");
        fixture.add((Gauge<Long>) () -> 1L, "name\n\"🚀", odd);
        String expected = "s.name\n\"🚀{a=line\nbreak, b=\"quoted\" \\, c=🚀 漢字, d=}";
        Await.until("it", () -> agent.awaitReport().series().containsKey(expected));
    }

    @Test
    void helloSaysWhoWeAre() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        opened.reporter(agent);
        Hello hello = agent.awaitReport().hello();
        assertThat(hello.version()).isEqualTo(1);
        assertThat(hello.reportIntervalMillis()).isEqualTo(100);
        assertThat(hello.properties())
                .containsEntry(Hello.PID, String.valueOf(ProcessHandle.current().pid()))
                .containsEntry(Hello.JAVA_VERSION, System.getProperty("java.version"))
                .containsEntry(Hello.SWITCHES, "unknown")
                .containsKeys(Hello.HOST, Hello.STARTED_AT);
        assertThat(hello.disabledSwitches()).isEmpty();
    }

    @Test
    void theProcessAndTheReporterTellOfThemselves() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        opened.reporter(agent);
        Map<String, Object> series = agent.awaitReport().series();
        assertThat(series)
                .containsKeys(
                        "streamgauge.process.directBufferBytes{}",
                        "streamgauge.process.directBufferCapacityBytes{}",
                        "streamgauge.process.processCpuTimeNanos{}",
                        "streamgauge.process.reporterCpuTimeNanos{}",
                        "streamgauge.process.reporterBytesSent{}",
                        "streamgauge.process.reporterReconnects{}")
                .containsEntry("streamgauge.process.reporterMetricsRefused{}", 0L)
                .containsEntry("streamgauge.process.reporterChangesDropped{}", 0L)
                .containsEntry("streamgauge.process.reporterSamplersStuck{}", 0L)
                .containsEntry("streamgauge.process.reporterMetrics{}", (long) series.size());
        assertThat((Long) series.get("streamgauge.process.processResidentMemoryBytes{}"))
                .isGreaterThan(10L << 20);
    }

    @Test
    void severalAgentsEachGetEverything() throws Exception {
        FakeAgent one = opened.friendlyAgent();
        FakeAgent other = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(one.address() + ", " + other.address());
        fixture.add((Gauge<Long>) () -> 1L, "g", GROUP);
        String name = "taskmanager.job.task.g" + LABELS;
        Await.until("first", () -> one.awaitReport().series().containsKey(name));
        Await.until("second", () -> other.awaitReport().series().containsKey(name));
        one.close();
        int before = other.last().reports();
        Await.until("the other goes on", () -> other.last().reports() > before + 3);
        assertThat(other.connections()).isEqualTo(1);
    }

    @Test
    void reportersOfOneJvmShareAConnectionUntilTheLastIsClosed() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        // As a second cluster embedded in the same JVM has it.
        StreamgaugeReporter second = new StreamgaugeReporter(fixture.hubs);
        second.open(ReporterFixture.config(agent.address()));
        Gauge<Long> gauge = () -> 1L;
        fixture.add(gauge, "g", GROUP);
        second.notifyOfAddedMetric(gauge, "g", GROUP.front());
        second.notifyOfAddedMetric(gauge, "h", GROUP.front());
        Await.until("both", () -> agent.awaitReport().series().containsKey("taskmanager.job.task.h" + LABELS));
        fixture.remove(gauge, "g", GROUP);
        fixture.close();
        int reports = agent.last().reports();
        Await.until("it goes on", () -> agent.last().reports() > reports + 5);
        assertThat(agent.last().series()).containsKey("taskmanager.job.task.g" + LABELS);
        assertThat(agent.connections()).isEqualTo(1);
        second.close();
        Await.until("good-bye", () -> agent.closeCodes.contains(1000));
    }

    @Test
    void goodByeIsSaidOnClose() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        agent.awaitReport();
        fixture.close();
        Await.until("good-bye", () -> agent.closeCodes.contains(1000));
    }

    @Test
    void aReporterWithoutAnAgentIsInert() {
        StreamgaugeReporter reporter = new StreamgaugeReporter(new Hubs());
        reporter.open(new MetricConfig());
        reporter.notifyOfAddedMetric(new FakeMeter(1), "m", FakeGroup.of("s"));
        reporter.notifyOfRemovedMetric(new FakeMeter(1), "m", FakeGroup.of("s"));
        reporter.close();
    }
}
