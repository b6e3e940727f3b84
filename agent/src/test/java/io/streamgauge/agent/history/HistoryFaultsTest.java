package io.streamgauge.agent.history;

import io.streamgauge.agent.fact.JobEvent;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.history.codec.ByteSink;
import io.streamgauge.agent.history.codec.CorruptDataException;
import io.streamgauge.agent.history.series.DictionaryEntry;
import io.streamgauge.agent.history.series.Series;
import io.streamgauge.agent.history.store.HistoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.streamgauge.agent.history.HistoryFixture.appendTicks;
import static io.streamgauge.agent.history.HistoryFixture.at;
import static io.streamgauge.agent.history.HistoryFixture.expected;
import static io.streamgauge.agent.history.HistoryFixture.series;
import static io.streamgauge.agent.history.HistoryFixture.settings;
import static io.streamgauge.agent.history.HistoryFixture.tick;
import static io.streamgauge.agent.history.HistoryFixture.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HistoryFaultsTest {

    /** Table files that hold samples are larger, all others smaller. */
    private static final int LARGE_BYTES = 32 << 10;

    @TempDir
    Path parent;

    private Path directory = Path.of("");
    private final HistoryFixture.Counts counts = new HistoryFixture.Counts();

    @BeforeEach
    void nameDirectory() {
        directory = parent.resolve("history");
    }

    private History open() {
        return History.open(settings(directory), counts);
    }

    @Test
    void refusesADirectoryInUse() {
        try (History first = open()) {
            first.append(tick(0, 1));

            assertThatThrownBy(this::open)
                    .isInstanceOf(HistoryException.class)
                    .hasMessageStartingWith("history.directory: " + directory + ": in use by another agent (")
                    .hasMessageEndingWith("); stop that one, or set history.directory to another directory");
        }
    }

    @Test
    void refusesANewerFormat() throws IOException {
        open().close();
        Files.writeString(directory.resolve("FORMAT"), "streamgauge history 2\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(HistoryException.class)
                .hasMessage("history.directory: " + directory + ": written by a newer version of the agent: found"
                        + " format 2, this version reads up to 1; run the newer version again, or set"
                        + " history.directory to another directory");
    }

    @Test
    void refusesAFormatFileOfSomethingElse() throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("FORMAT"), "ext4\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(HistoryException.class)
                .hasMessage("history.directory: " + directory + ": the file FORMAT says \"ext4\", expected"
                        + " \"streamgauge history 1\"; set history.directory to a directory of the agent's own");
    }

    @Test
    void refusesADatabaseOfSomethingElse() throws IOException {
        open().close();
        Files.delete(directory.resolve("FORMAT"));

        assertThatThrownBy(this::open)
                .isInstanceOf(HistoryException.class)
                .hasMessage("history.directory: " + directory + ": found a database without the file FORMAT, which no"
                        + " agent has written; set history.directory to a directory of the agent's own");
    }

    @Test
    void saysWhatToDoAboutDamagedFiles() throws IOException {
        try (History history = open()) {
            appendTicks(history, 0, 20, 5);
        }
        for (Path manifest : databaseFiles("MANIFEST")) {
            Files.writeString(manifest, "garbage", StandardOpenOption.TRUNCATE_EXISTING);
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("history.directory: " + directory + ": damaged files (")
                .hasMessageEndingWith("; to start anew and keep them for a look: mv " + directory + "/db " + directory
                        + "/db.damaged; or set history.directory to another directory");
    }

    @Test
    void aDamagedTableFileCostsOnlyItsBlocks() throws IOException {
        HistorySettings settings = HistoryFixture.bounded(directory, HistorySettings.MIN_BYTES, Duration.ofDays(10));
        try (History history = History.open(settings, counts)) {
            for (int tick = 0; tick < 400; tick++) {
                history.append(HistoryFixture.noiseTick(tick, 200));
            }
        }
        // Opening writes the logs out, so that every block lies in a table file.
        History.open(settings, counts).close();
        // Every second file that holds samples: which of them a start reads depends on when RocksDB merged.
        List<Path> tables = databaseFiles(".sst").stream()
                .filter(table -> size(table) > LARGE_BYTES)
                .sorted()
                .toList();
        assertThat(tables).hasSizeGreaterThan(3);
        for (int damaged = 0; damaged < tables.size(); damaged += 2) {
            byte[] bytes = Files.readAllBytes(tables.get(damaged));
            for (int i = 0; i < 64; i++) {
                bytes[bytes.length / 2 + i] ^= 0x55;
            }
            Files.write(tables.get(damaged), bytes);
        }

        try (History history = History.open(settings, counts)) {
            assertThat(counts.corrupt).isPositive();
            Series series = series(history, 399, 1);
            assertThat(series.size()).isPositive();
            for (int i = 0; i < series.size(); i++) {
                long tick = (series.epochMillis(i) - at(0).toEpochMilli()) / 10_000;
                assertThat(series.value(i)).isEqualTo(HistoryFixture.noise(1, tick));
            }
        }
    }

    @Test
    void goesOnInMemoryWhenTheDirectoryCannotBeMade() throws IOException {
        Files.writeString(directory, "a file in the way");
        try (History history = open()) {
            appendTicks(history, 0, 20, 3);

            assertThat(series(history, 19, 1)).isEqualTo(expected(1, 0, 20));
            assertThat(history.status().problem())
                    .startsWith("history is kept in memory only: ")
                    .contains("FileAlreadyExists", directory.toString());
            assertThat(history.status().unstoredTicks()).isEqualTo(20);
            assertThat(counts.storageErrors).isGreaterThan(1);

            Files.delete(directory);
            appendTicks(history, 20, 30, 3);

            assertThat(history.status().problem()).isNull();
            assertThat(history.status().unstoredTicks()).isZero();
        }
        try (History history = open()) {
            assertThat(series(history, 29, 1)).isEqualTo(expected(1, 0, 30));
        }
        assertThat(counts.lostTicks).isZero();
    }

    @Test
    void joinsWhatWasStoredBeforeOnceTheDirectoryCanBeRead() throws IOException {
        JobEvent early = new JobEvent(at(1), JobEvent.Kind.SEEN, "early");
        JobEvent late = new JobEvent(at(31), JobEvent.Kind.FAILED, "late");
        try (History history = open()) {
            appendTicks(history, 0, 20, 3);
            history.append(tick(at(20), "job", early));
            history.save("kept", new byte[] {1});
            history.save("changed", new byte[] {1});
            history.remember(List.of(HistoryTest.finding(Verdict.WATCH)));
        }
        Path away = parent.resolve("away");
        Files.move(directory, away);
        Files.writeString(directory, "a file in the way");
        try (History history = open()) {
            // Other series first, so that ids differ from the stored ones.
            history.append(tick(at(30), HistoryFixture.sample(9, 9), HistoryFixture.sample(1, 4711)));
            history.append(tick(at(31), "job", late));
            history.save("changed", new byte[] {2});
            Files.delete(directory);
            Files.move(away, directory);
            appendTicks(history, 40, 60, 3);

            assertThat(history.status().problem()).isNull();
        }
        try (History history = open()) {
            Series joined = series(history, 59, 1);
            assertThat(joined.between(0, at(20).toEpochMilli())).isEqualTo(expected(1, 0, 20));
            assertThat(joined.value(20)).isEqualTo(4711);
            assertThat(joined.between(at(40).toEpochMilli(), Long.MAX_VALUE)).isEqualTo(expected(1, 40, 60));
            assertThat(series(history, 59, 9).value(0)).isEqualTo(9);
            assertThat(window(history, 59).events("job")).containsExactly(early, late);
            assertThat(window(history, 59).previousFindings()).hasSize(1);
            assertThat(history.load("kept")).containsExactly(1);
            assertThat(history.load("changed")).containsExactly(2);
        }
    }

    @Test
    void madeUpDictionaryEntriesAndEventsAreRefused() {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            ByteSink sink = new ByteSink();
            sink.putBytes(bytes);
            byte[] checked = sink.toCheckedBytes();
            refusedOrRead(() -> DictionaryEntry.decode(checked));
            refusedOrRead(() -> EventLog.decode(checked));
        }
    }

    private static void refusedOrRead(Runnable decode) {
        try {
            decode.run();
        } catch (CorruptDataException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private List<Path> databaseFiles(String part) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("db"))) {
            return files.filter(file -> file.getFileName().toString().contains(part))
                    .toList();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
