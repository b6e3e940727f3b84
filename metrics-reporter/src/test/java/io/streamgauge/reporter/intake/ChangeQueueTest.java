package io.streamgauge.reporter.intake;

import io.streamgauge.reporter.fixture.FakeGroup;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Gauge;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What Flink's threads leave, in their order and within bounds. */
class ChangeQueueTest {

    @Test
    void overflowingAddsAreDroppedAndCountedAndRemovesNeverLost() {
        ChangeQueue queue = new ChangeQueue(10);
        FakeGroup group = FakeGroup.of("s");
        Gauge<Long> gauge = () -> 1L;
        for (int i = 0; i < 15; i++) {
            queue.added(gauge, "m" + i, group);
        }
        for (int i = 0; i < 15; i++) {
            queue.removed(gauge, "m" + i, group);
        }
        assertThat(queue.dropped()).isEqualTo(5);
        List<String> order = new ArrayList<>();
        for (ChangeQueue.Change change = queue.drain(); change != null; change = change.next()) {
            order.add((change.isAdded() ? "+" : "-") + change.name());
        }
        assertThat(order).hasSize(25).startsWith("+m0", "+m1").endsWith("-m13", "-m14");
        assertThat(queue.drain()).isNull();
        queue.added(gauge, "again", group);
        assertThat(queue.drain()).isNotNull();
    }
}
