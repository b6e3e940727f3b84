package io.streamgauge.reporter;

import io.streamgauge.reporter.fixture.Await;
import io.streamgauge.reporter.fixture.FakeAgent;
import io.streamgauge.reporter.fixture.FakeGroup;
import io.streamgauge.reporter.fixture.FakeHistogram;
import io.streamgauge.reporter.fixture.FakeMeter;
import io.streamgauge.wire.AbsentReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.SimpleCounter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** A metric that misbehaves costs its own sample and nothing else. */
class HostileMetricsTest {

    private static final FakeGroup GROUP = FakeGroup.of("s");

    @RegisterExtension
    private final Opened opened = new Opened();

    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        release.countDown();
    }

    /** Blocks until the test ends. Each instance of a subclass of its own is a gauge of another class. */
    private class Blocking implements Gauge<Long> {
        @Override
        public Long getValue() {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new AssertionError("samplers are never interrupted", e);
            }
            return 1L;
        }
    }

    private static @Nullable Object value(FakeAgent agent, String name) {
        return agent.awaitReport().series().get("s." + name + "{}");
    }

    private static void awaitValue(FakeAgent agent, String name, Object expected) {
        Await.until(name + " = " + expected, () -> expected.equals(value(agent, name)));
    }

    @Test
    void gaugesWithoutANumberAreAbsentWithTheReason() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        fixture.add((Gauge<@Nullable Object>) () -> null, "null", GROUP);
        fixture.add((Gauge<Object>) () -> Double.NaN, "nan", GROUP);
        fixture.add((Gauge<Object>) () -> Float.NaN, "floatNan", GROUP);
        fixture.add((Gauge<Object>) () -> "n/a", "string", GROUP);
        fixture.add((Gauge<Object>) () -> List.of(1, 2), "list", GROUP);
        fixture.add((Gauge<Object>) () -> Map.of(), "map", GROUP);
        fixture.add(new FakeMeter(Double.NaN), "meter", GROUP);
        fixture.add((Gauge<Object>) () -> 5, "good", GROUP);
        awaitValue(agent, "good", 5L);
        assertThat(value(agent, "null")).isEqualTo(AbsentReason.NULL);
        assertThat(value(agent, "nan")).isEqualTo(AbsentReason.NAN);
        assertThat(value(agent, "floatNan")).isEqualTo(AbsentReason.NAN);
        assertThat(value(agent, "string")).isEqualTo(AbsentReason.NOT_NUMERIC);
        assertThat(value(agent, "list")).isEqualTo(AbsentReason.NOT_NUMERIC);
        assertThat(value(agent, "map")).isEqualTo(AbsentReason.NOT_NUMERIC);
        assertThat(value(agent, "meter")).isEqualTo(AbsentReason.NAN);
    }

    @Test
    void whateverIsThrownStaysInside() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        fixture.add(throwing(new IllegalStateException("secret")), "exception", GROUP);
        fixture.add(throwing(new NoClassDefFoundError()), "linkage", GROUP);
        fixture.add(throwing(new OutOfMemoryError()), "memory", GROUP);
        fixture.add((Gauge<Object>) HostileMetricsTest::overflow, "stack", GROUP);
        fixture.add(new Number1(), "number", GROUP);
        fixture.add(
                new SimpleCounter() {
                    @Override
                    public long getCount() {
                        throw new IllegalStateException();
                    }
                },
                "counter",
                GROUP);
        fixture.add((Gauge<Object>) () -> 5, "good", GROUP);
        awaitValue(agent, "good", 5L);
        for (String name : List.of("exception", "linkage", "memory", "stack", "number", "counter")) {
            assertThat(value(agent, name)).as(name).isEqualTo(AbsentReason.THREW);
        }
        Await.until("problems", () -> agent.last().problems().size() >= 6);
        assertThat(agent.last().problems())
                .containsKey("s.exception: threw java.lang.IllegalStateException")
                .containsKey("s.linkage: threw java.lang.NoClassDefFoundError");
        assertThat(agent.last().problems().toString()).doesNotContain("secret");
    }

    private static Gauge<Object> throwing(Throwable what) {
        return () -> {
            throw HostileMetricsTest.<RuntimeException>unchecked(what);
        };
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T unchecked(Throwable what) throws T {
        throw (T) what;
    }

    @SuppressWarnings("InfiniteRecursion")
    private static Object overflow() {
        return overflow();
    }

    /** A number that is none. */
    private static final class Number1 implements Gauge<Number> {
        @Override
        public Number getValue() {
            return new Number() {
                private static final long serialVersionUID = 1L;

                @Override
                public int intValue() {
                    throw new IllegalStateException();
                }

                @Override
                public long longValue() {
                    throw new IllegalStateException();
                }

                @Override
                public float floatValue() {
                    throw new IllegalStateException();
                }

                @Override
                public double doubleValue() {
                    throw new IllegalStateException();
                }
            };
        }
    }

    @Test
    void aGaugeThatRecoversIsReportedAgain() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        AtomicBoolean broken = new AtomicBoolean(true);
        Gauge<Object> gauge = () -> {
            if (broken.get()) {
                throw new IllegalStateException();
            }
            return 3;
        };
        fixture.add(gauge, "g", GROUP);
        awaitValue(agent, "g", AbsentReason.THREW);
        broken.set(false);
        awaitValue(agent, "g", 3L);
    }

    @Test
    void aGaugeThatBlocksIsAbsentAndTheOthersGoOn() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        AtomicLong before = new AtomicLong();
        AtomicLong after = new AtomicLong();
        fixture.add((Gauge<Long>) before::get, "before", GROUP);
        fixture.add(new Blocking(), "blocking1", GROUP);
        fixture.add(new Blocking(), "blocking2", GROUP);
        fixture.add((Gauge<Long>) after::get, "after", GROUP);
        awaitValue(agent, "blocking1", AbsentReason.BLOCKED);
        awaitValue(agent, "blocking2", AbsentReason.BLOCKED);
        before.set(7);
        after.set(8);
        awaitValue(agent, "before", 7L);
        awaitValue(agent, "after", 8L);
        // One thread for the class, however many gauges it has and however often they are reported.
        awaitProcessValue(agent, "reporterSamplersStuck", 1L);
        Await.until(
                "the problem is told", () -> agent.last().problems().containsKey("s.blocking1: blocked for 100 ms"));
        // Let go of, it is read again.
        release.countDown();
        awaitValue(agent, "blocking1", 1L);
        awaitValue(agent, "blocking2", 1L);
        awaitProcessValue(agent, "reporterSamplersStuck", 0L);
    }

    private static void awaitProcessValue(FakeAgent agent, String name, Object expected) {
        Await.until(
                name + " = " + expected,
                () -> expected.equals(agent.awaitReport().series().get("streamgauge.process." + name + "{}")));
    }

    @Test
    void manyKindsOfBlockingGaugesTakeABoundedNumberOfThreads() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        List<Gauge<?>> gauges = new ArrayList<>(List.of(
                new Blocking() {},
                new Blocking() {},
                new Blocking() {},
                new Blocking() {},
                new Blocking() {},
                new Blocking() {}));
        for (int i = 0; i < gauges.size(); i++) {
            fixture.add(gauges.get(i), "blocking" + i, GROUP);
        }
        Counter counter = new SimpleCounter();
        fixture.add(counter, "counter", GROUP);
        AtomicLong innocent = new AtomicLong();
        fixture.add((Gauge<Long>) innocent::get, "innocent", GROUP);
        awaitValue(agent, "blocking5", AbsentReason.BLOCKED);
        // No gauge is read any more, but counters are.
        awaitValue(agent, "innocent", AbsentReason.BLOCKED);
        counter.inc(9);
        awaitValue(agent, "counter", 9L);
        assertThat(Thread.getAllStackTraces().values().stream()
                        .filter(trace -> List.of(trace).toString().contains(Blocking.class.getName()))
                        .count())
                .as("threads held, as docs/reporter.md says")
                .isEqualTo(4);
        // And when even a counter blocks, reports go on without numbers.
        fixture.add(
                new SimpleCounter() {
                    @Override
                    public long getCount() {
                        return new Blocking().getValue();
                    }
                },
                "blockingCounter",
                GROUP);
        awaitValue(agent, "counter", AbsentReason.BLOCKED);
        release.countDown();
        awaitValue(agent, "counter", 9L);
        awaitValue(agent, "innocent", 0L);
    }

    @Test
    void gaugesThatInterruptTheirThreadDoNotEndIt() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        AtomicLong value = new AtomicLong(1);
        fixture.add(
                (Gauge<Long>) () -> {
                    Thread.currentThread().interrupt();
                    return value.get();
                },
                "interrupting",
                GROUP);
        awaitValue(agent, "interrupting", 1L);
        value.set(2);
        awaitValue(agent, "interrupting", 2L);
    }

    @Test
    void histogramStatisticsAreComputedOnlyWhenTheCountMoved() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        FakeHistogram histogram = new FakeHistogram(1, 5);
        fixture.add(histogram, "h", GROUP);
        Await.until("it", () -> value(agent, "h") != null);
        int reports = agent.last().reports();
        int asked = histogram.asked.get();
        Await.until("more reports", () -> agent.last().reports() > reports + 24);
        int more = agent.last().reports() - reports;
        // Each twelfth report, give or take the one in progress.
        assertThat(histogram.asked.get() - asked).isBetween(1, more / 12 + 2);
        histogram.count = 2;
        Await.until(
                "new count",
                () -> value(agent, "h") instanceof io.streamgauge.wire.HistogramSample sample && sample.count() == 2);
    }

    @Test
    void histogramsThatAreBrokenOrEmptyHarmNothing() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        fixture.add(new FakeHistogram(0), "empty", GROUP);
        fixture.add(new NullHistogram(), "null", GROUP);
        Await.until("it", () -> value(agent, "null") != null);
        assertThat(value(agent, "null")).isEqualTo(AbsentReason.NULL);
        assertThat(value(agent, "empty")).isInstanceOfSatisfying(io.streamgauge.wire.HistogramSample.class, sample -> {
            assertThat(sample.count()).isZero();
            assertThat(sample.max()).isNaN();
            assertThat(sample.quantile(0)).isNaN();
        });
    }

    /** Has no statistics. */
    private static final class NullHistogram implements org.apache.flink.metrics.Histogram {
        @Override
        public void update(long value) {}

        @Override
        public long getCount() {
            return 1;
        }

        @Override
        @SuppressWarnings("NullAway")
        public HistogramStatistics getStatistics() {
            return null;
        }
    }

    @Test
    void brokenGroupsAndForeignMetricsHarmNothing() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        fixture.reporter.notifyOfAddedMetric(new Metric() {}, "foreign", GROUP);
        fixture.reporter.notifyOfRemovedMetric((Gauge<Long>) () -> 1L, "never added", GROUP);
        fixture.add((Gauge<Long>) () -> 1L, "good", GROUP);
        awaitValue(agent, "good", 1L);
        // Problems follow the values of a report.
        Await.until("the problem is told", () -> agent.last().problems().keySet().stream()
                .anyMatch(problem -> problem.startsWith("foreign: registration failed with")));
    }
}
