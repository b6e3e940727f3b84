package io.streamgauge.agent.recording;

import io.streamgauge.agent.observation.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The files of a recording that goes on. */
class RecorderTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path directory;

    private Recorder recorder(int maxBytes) {
        return new Recorder(new RecordingSettings(directory.resolve("recording"), maxBytes));
    }

    private static List<Observation> read(List<Path> files) throws IOException {
        List<Observation> all = new ArrayList<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file);
                    RecordingReader reader = new RecordingReader(file.toString(), in)) {
                for (Observation next = reader.next(); next != null; next = reader.next()) {
                    all.add(next);
                }
                assertThat(reader.isTorn()).isFalse();
            }
        }
        return all;
    }

    @Test
    void keepsThemInOrderOverRestarts() throws IOException {
        for (int run = 0; run < 3; run++) {
            try (Recorder recorder = recorder(MIB)) {
                recorder.record(Observations.of(1, 2 * run));
                recorder.record(Observations.of(1, 2 * run + 1));
            }
        }
        try (Recorder recorder = recorder(MIB)) {
            assertThat(recorder.files()).hasSize(3);
            assertThat(read(recorder.files()))
                    .extracting(Observation::checkpointId)
                    .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
            assertThat(recorder.dropped()).isZero();
        }
    }

    @Test
    void whatAKilledProcessLeftHalfWrittenIsCutOff() throws IOException {
        try (Recorder recorder = recorder(MIB)) {
            recorder.record(Observations.of(1, 0));
        }
        Path file = recorder(MIB).files().get(0);
        byte[] half = ObservationWriter.line(Observations.of(1, 1));
        Files.write(file, Arrays.copyOf(half, half.length / 2), StandardOpenOption.APPEND);

        try (Recorder recorder = recorder(MIB)) {
            recorder.record(Observations.of(1, 2));
        }

        assertThat(read(recorder(MIB).files()))
                .extracting(Observation::checkpointId)
                .containsExactly(0L, 2L);
    }

    @Test
    void dropsTheOldestWhenThereIsNoMoreRoom() throws IOException {
        try (RecordingFiles files = RecordingFiles.open(new RecordingSettings(directory, MIB))) {
            byte[] line = ("{\"padding\":\"" + "x".repeat(30_000) + "\"}").getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 200; i++) {
                files.append(line);
            }
        }
        long all = 0;
        List<Path> files = RecordingFiles.list(directory);
        for (Path file : files) {
            all += Files.size(file);
            assertThat(Files.readAllLines(file).get(0)).isEqualTo(RecordingFormat.HEADER);
        }
        assertThat(all).isBetween(MIB / 2L, (long) MIB);
        assertThat(files.get(0).getFileName().toString()).isNotEqualTo("recording-00000001.jsonl");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsCountedAndHarmsNothing() throws IOException {
        Files.writeString(directory.resolve("recording"), "a file");
        Recorder recorder = recorder(MIB);
        recorder.record(Observations.of(1, 0));
        recorder.record(Observations.of(1, 1));
        recorder.close();
        assertThat(recorder.dropped()).isEqualTo(2);
    }
}
