package io.streamgauge.reporter;

import io.streamgauge.reporter.fixture.Await;
import io.streamgauge.reporter.fixture.FakeAgent;
import io.streamgauge.reporter.fixture.FakeGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Metrics that come and go by the thousand. */
class ChurnTest {

    @RegisterExtension
    private final Opened opened = new Opened();

    @Test
    void tenThousandAddsAndRemovesASecondLeaveNothingBehindAndLoseNothing() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent);
        Gauge<Long> gauge = () -> 1L;
        FakeGroup stays = FakeGroup.of("stays");
        fixture.add(gauge, "g", stays);
        agent.awaitReport();
        int before = agent.last().series().size();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            int number = t;
            Thread thread = new Thread(() -> churn(fixture, gauge, "churn" + number));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        }
        Await.until(
                "all gone",
                () -> agent.last().scopeCount() == 2 && agent.last().series().size() <= before + 1);
        assertThat(agent.last().series()).containsEntry("stays.g{}", 1L);
        assertThat(agent.last().series())
                .containsEntry("streamgauge.process.reporterChangesDropped{}", 0L)
                .containsEntry("streamgauge.process.reporterMetricsRefused{}", 0L);
        assertThat(agent.last().breaches()).isEmpty();
        assertThat(agent.connections()).isEqualTo(1);
    }

    /** 20 tasks of 500 metrics each, started and ended one after another at the rate in the test's name. */
    private static void churn(ReporterFixture fixture, Metric metric, String scope) {
        for (int task = 0; task < 20; task++) {
            FakeGroup group = FakeGroup.of(scope, "task", String.valueOf(task));
            for (int i = 0; i < 500; i++) {
                fixture.add(metric, "m" + i, group);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            for (int i = 0; i < 500; i++) {
                fixture.remove(metric, "m" + i, group);
            }
        }
    }

    @Test
    void moreMetricsThanAllowedAreRefusedAndCounted() throws Exception {
        FakeAgent agent = opened.friendlyAgent();
        ReporterFixture fixture = opened.reporter(agent, "max.metrics", "100");
        agent.awaitReport();
        for (int i = 0; i < 300; i++) {
            fixture.add((Gauge<Long>) () -> 1L, "m" + i, FakeGroup.of("s"));
            if (i % 90 == 0) {
                // Slower than the queue's own bound.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            }
        }
        Await.until("refusals told", () -> {
            Object refused = agent.last().series().get("streamgauge.process.reporterMetricsRefused{}");
            Object dropped = agent.last().series().get("streamgauge.process.reporterChangesDropped{}");
            return refused instanceof Long a && dropped instanceof Long b && a + b > 200;
        });
        assertThat(agent.last().series()).hasSizeLessThanOrEqualTo(100);
    }
}
