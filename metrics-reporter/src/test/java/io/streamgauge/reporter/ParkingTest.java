package io.streamgauge.reporter;

import io.streamgauge.reporter.fixture.Await;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What ends a sleep by the machine's clock, and what does not. */
class ParkingTest {

    private static final long LONG_NANOS = Duration.ofHours(1).toNanos();

    private final Parking parking = new Parking();

    private Thread sleeping(long nanos) {
        Thread thread = new Thread(() -> parking.sleep(nanos));
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitParked(Thread thread) {
        Await.until("parked or over", () -> List.of(Thread.State.TIMED_WAITING, Thread.State.TERMINATED)
                .contains(thread.getState()));
        assertThat(thread.getState()).isEqualTo(Thread.State.TIMED_WAITING);
    }

    private static void awaitOver(Thread thread) {
        Await.until("over", () -> thread.getState() == Thread.State.TERMINATED);
    }

    @Test
    void onlyAWakeEndsItEarly() {
        Thread thread = sleeping(LONG_NANOS);
        awaitParked(thread);
        thread.interrupt();
        Await.until("the interrupt is taken", () -> !thread.isInterrupted());
        awaitParked(thread);
        parking.wake();
        awaitOver(thread);
    }

    @Test
    void aWakeBeforeTheSleepIsNotLostAndEndsNoOther() {
        parking.wake();
        awaitOver(sleeping(LONG_NANOS));
        awaitParked(sleeping(LONG_NANOS));
    }

    @Test
    void itEndsByItself() {
        long before = parking.nanoTime();
        parking.sleep(1_000_000);
        assertThat(parking.nanoTime() - before).isGreaterThanOrEqualTo(1_000_000);
    }
}
