package io.streamgauge.agent.history;

import io.streamgauge.agent.history.series.Series;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FullDiskIT {

    private static final int SERIES = 500;

    @TempDir
    Path parent;

    private final HistoryFixture.Counts counts = new HistoryFixture.Counts();

    /** A file system of its own; goes away with the test. */
    private static final class SmallDisk implements AutoCloseable {
        final Path path;

        SmallDisk(Path path, int mebibytes) throws IOException {
            this.path = Files.createDirectories(path);
            assumeTrue(
                    run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", path.toString()) == 0,
                    "mounting a small file system needs root; FileSizeLimitIT covers failing writes without it");
        }

        void fill() throws IOException {
            byte[] zeros = new byte[64 << 10];
            try (OutputStream out = Files.newOutputStream(
                    path.resolve("filler"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(zeros);
                }
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("No space left");
            }
        }

        void empty() throws IOException {
            Files.delete(path.resolve("filler"));
        }

        @Override
        public void close() throws IOException {
            if (run("umount", path.toString()) != 0) {
                throw new IOException("cannot unmount " + path);
            }
        }

        private static int run(String... command) throws IOException {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
        }
    }

    private History open(Path directory) {
        return History.open(
                new HistorySettings(
                        directory, 8L << 20, Duration.ofDays(30), Duration.ofDays(2), 20_000, 256L << 20, 8),
                counts);
    }

    @Test
    void goesOnWhileTheDiskIsFullAndStoresEverythingOnceThereIsRoom() throws Exception {
        try (SmallDisk disk = new SmallDisk(parent.resolve("disk"), 32)) {
            Path directory = disk.path.resolve("history");
            long tick = 0;
            try (History history = open(directory)) {
                for (int round = 0; round < 3; round++) {
                    for (int i = 0; i < 20; i++) {
                        history.append(HistoryFixture.noiseTick(tick++, SERIES));
                    }
                    assertThat(history.status().problem()).isNull();
                    disk.fill();
                    tick = appendUntilItFails(history, tick);
                    // RocksDB may still delete files in the background, which makes room for a while.
                    for (int i = 0; i < 500 && history.status().unstoredTicks() < 30; i++) {
                        disk.fill();
                        history.append(HistoryFixture.noiseTick(tick++, SERIES));
                    }
                    assertThat(history.status().unstoredTicks()).isGreaterThanOrEqualTo(30);
                    assertWhole(history, tick);

                    disk.empty();
                    tick = appendUntilItWorks(history, tick);
                    assertThat(history.status().unstoredTicks()).isZero();
                }
            }
            try (History history = open(directory)) {
                assertWhole(history, tick);
            }
            assertThat(counts.corrupt).isZero();
            assertThat(counts.lostTicks).isZero();
            assertThat(counts.storageErrors).isPositive();
        }
    }

    @Test
    void startsOnAFullDiskAndAfterACrashOnOne() throws Exception {
        try (SmallDisk disk = new SmallDisk(parent.resolve("disk"), 32)) {
            Path directory = disk.path.resolve("history");
            long tick = 0;
            try (History history = open(directory)) {
                for (; tick < 30; tick++) {
                    history.append(HistoryFixture.noiseTick(tick, SERIES));
                }
                disk.fill();
                tick = appendUntilItFails(history, tick);
            }
            long storedUpTo = tick - 1;
            try (History history = open(directory)) {
                for (int i = 0; i < 20; i++) {
                    history.append(HistoryFixture.noiseTick(tick++, SERIES));
                }
                disk.empty();
                tick = appendUntilItWorks(history, tick);
            }
            try (History history = open(directory)) {
                Series series = HistoryFixture.series(history, tick, 7);
                // The tick whose write failed was held by the first process only.
                assertThat((long) series.size()).isBetween(tick - 1, tick);
                assertThat(series.between(0, HistoryFixture.at(storedUpTo).toEpochMilli())
                                .size())
                        .isEqualTo((int) storedUpTo);
            }
            assertThat(counts.corrupt).isZero();
        }
    }

    private static long appendUntilItFails(History history, long from) {
        long tick = from;
        while (history.status().problem() == null) {
            history.append(HistoryFixture.noiseTick(tick++, SERIES));
            if (tick > from + 5_000) {
                fail("the disk is full, and no write has failed");
            }
        }
        assertThat(history.status().problem()).contains("No space left");
        return tick;
    }

    private static long appendUntilItWorks(History history, long from) {
        long tick = from;
        while (history.status().problem() != null) {
            history.append(HistoryFixture.noiseTick(tick++, SERIES));
            if (tick > from + 100) {
                fail("there is room, but: " + history.status().problem());
            }
        }
        return tick;
    }

    private static void assertWhole(History history, long ticks) {
        Series series = HistoryFixture.series(history, ticks, 7);
        assertThat((long) series.size()).isEqualTo(ticks);
        for (int i = 0; i < series.size(); i++) {
            assertThat(series.epochMillis(i)).isEqualTo(HistoryFixture.at(i).toEpochMilli());
            assertThat(series.value(i)).isEqualTo(HistoryFixture.noise(7, i));
        }
    }
}
