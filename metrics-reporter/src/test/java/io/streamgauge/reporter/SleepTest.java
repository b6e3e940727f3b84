package io.streamgauge.reporter;

import io.streamgauge.reporter.fixture.Await;
import io.streamgauge.reporter.fixture.FakeAgent;
import io.streamgauge.reporter.fixture.FakeGroup;
import io.streamgauge.reporter.profile.Recorder;
import io.streamgauge.reporter.settings.Settings;
import io.streamgauge.wire.SpanRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.apache.flink.metrics.Gauge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** When the reporter's thread wakes, by a clock that the test turns. */
class SleepTest {

    /** No multiple of a second: who only looked each second would be late. */
    private static final Duration INTERVAL = Duration.ofMillis(10_250);

    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long TURN_NANOS = Duration.ofMillis(200).toNanos();
    private static final FakeGroup GROUP = FakeGroup.of("s");

    @RegisterExtension
    private final Opened opened = new Opened();

    private final HandTurned clock = new HandTurned();
    /** When the metrics were read, by that clock. */
    private final List<Long> reports = new CopyOnWriteArrayList<>();

    /** Connected, and asleep after a report. */
    private Hub hub;

    private FakeAgent agent;

    @BeforeEach
    void start() throws Exception {
        agent = opened.friendlyAgent();
        // Reports are all that is ever due: a ping is not before a quarter of the agent's timeout.
        hub = new Hub(
                new Settings(ReporterFixture.config(
                        agent.address(),
                        "interval",
                        INTERVAL.toMillis() + " ms",
                        "gauge.timeout",
                        "30 s",
                        "agent.timeout",
                        "1440 min",
                        "connect.timeout",
                        "60 min")),
                "process",
                new Recorder(Thread::new),
                clock);
        hub.added((Gauge<Long>) this::noteTime, "g", GROUP.front());
        hub.start();
        // Those after the first may be early, for what is new.
        turnUntil("reports", () -> reports.size() == 3);
        clock.sleepsThatAreOver();
    }

    @AfterEach
    void end() {
        hub.close();
    }

    private long noteTime() {
        reports.add(clock.nanoTime());
        return reports.size();
    }

    private void turnUntil(String what, BooleanSupplier condition) {
        Await.until(what, () -> {
            clock.awaitAsleep();
            // Else a report would be left out since the agent is slow.
            Await.until("sent", hub::isDrained);
            boolean met = condition.getAsBoolean();
            if (!met) {
                clock.letItSleep();
            }
            return met;
        });
    }

    @Test
    void withNothingDueItWakesOnceASecondAndAtTheMomentAReportIsDue() {
        long last = reports.get(2);
        turnUntil("three more reports", () -> reports.size() == 6);
        assertThat(reports.subList(3, 6))
                .containsExactly(
                        last + INTERVAL.toNanos(), last + 2 * INTERVAL.toNanos(), last + 3 * INTERVAL.toNanos());
        List<Long> betweenTwo = new ArrayList<>(Collections.nCopies(10, SECOND_NANOS));
        betweenTwo.add(SECOND_NANOS / 4);
        List<Long> expected = new ArrayList<>();
        Collections.nCopies(3, betweenTwo).forEach(expected::addAll);
        assertThat(clock.sleepsThatAreOver()).isEqualTo(expected);
    }

    @Test
    void whileMetricsComeItLooksMoreOftenAndReportsThemEarly() {
        long last = reports.get(2);
        hub.added((Gauge<Long>) () -> 1L, "new", GROUP.front());
        turnUntil("an early report", () -> reports.size() == 4);
        assertThat(clock.sleepsThatAreOver()).containsExactly(SECOND_NANOS, TURN_NANOS, TURN_NANOS);
        assertThat(reports.get(3)).isEqualTo(last + SECOND_NANOS + 2 * TURN_NANOS);
    }

    @Test
    void aSpanWakesItAtOnce() {
        long before = clock.nanoTime();
        hub.span(() -> new SpanRecord("scope", "name", 1, 2, Map.of(), List.of()));
        Await.until("the span", () -> agent.last().spans().size() == 1);
        assertThat(clock.nanoTime()).isEqualTo(before);
        assertThat(reports).hasSize(3);
    }
}
