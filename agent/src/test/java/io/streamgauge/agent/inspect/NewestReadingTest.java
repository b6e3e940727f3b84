package io.streamgauge.agent.inspect;

import io.streamgauge.agent.inspect.part.Reading;
import io.streamgauge.agent.inspect.warning.Reports;
import io.streamgauge.checkpoint.SupersededException;
import io.streamgauge.checkpoint.location.LocatedCheckpoint;
import io.streamgauge.checkpoint.report.CheckpointReport;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NewestReadingTest {

    private static Reading reading(long id) {
        CheckpointReport report = Reports.checkpoint(Reports.JOB, id);
        return new Reading(Reports.located(report, Instant.EPOCH), report);
    }

    private static Found found(long id) {
        return new Found(List.of(reading(id).located()), List.of());
    }

    /** Flink keeps only checkpoint {@code kept}. */
    private static Reading read(LocatedCheckpoint located, long kept) throws IOException {
        long id = located.checkpointId().orElseThrow();
        if (id != kept) {
            throw new SupersededException(located.directory(), new NoSuchFileException(located.metadataFile()));
        }
        return reading(id);
    }

    @Test
    void readsTheSuccessorOfOneThatWentAway() throws IOException {
        Reading read = NewestReading.of(found(1), () -> found(2), located -> read(located, 2));

        assertThat(read.report().checkpoint().id()).isEqualTo(2);
    }

    @Test
    void tellsWhenThereIsNoSuccessor() {
        assertThatThrownBy(() -> NewestReading.of(found(1), () -> found(1), located -> read(located, 2)))
                .isInstanceOf(SupersededException.class);
        assertThatThrownBy(() -> NewestReading.of(
                        found(1),
                        () -> {
                            throw new NoSuchFileException("/flink");
                        },
                        located -> read(located, 2)))
                .isInstanceOf(SupersededException.class);
    }

    @Test
    void givesUpOnAJobThatIsFaster() {
        AtomicInteger newest = new AtomicInteger(1);

        assertThatThrownBy(() -> NewestReading.of(
                        found(1), () -> found(newest.incrementAndGet()), located -> read(located, 100)))
                .isInstanceOf(SupersededException.class);
        assertThat(newest.get()).isEqualTo(3);
    }
}
