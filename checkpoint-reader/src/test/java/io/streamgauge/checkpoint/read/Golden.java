package io.streamgauge.checkpoint.read;

import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.checkpoint.metadata.CheckpointMetadata;
import io.streamgauge.checkpoint.metadata.MetadataParser;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.storage.MemorySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** A checkpoint of a real Flink, with what is in it: see README.md of each. */
record Golden(String name, Path snapshot, JsonNode truth, String settings) {
    private static final Path ROOT = Path.of("src/test/resources/golden");

    static Stream<Golden> all() throws IOException {
        try (Stream<Path> directories = Files.list(ROOT)) {
            List<Path> found = directories
                    .filter(directory -> Files.exists(directory.resolve("truth.json")))
                    .sorted()
                    .toList();
            return found.stream().map(Golden::at);
        }
    }

    static Golden named(String name) {
        return at(ROOT.resolve(name));
    }

    private static Golden at(Path directory) {
        try {
            JsonNode truth =
                    new ObjectMapper().readTree(directory.resolve("truth.json").toFile());
            Path snapshot = directory.resolve(truth.path("snapshot").asText()).toAbsolutePath();
            String settings = Files.readString(directory.resolve("README.md"));
            return new Golden(directory.getFileName().toString(), snapshot, truth, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return ROOT.resolve(name).toAbsolutePath();
    }

    CheckpointMetadata metadata() throws IOException {
        return MetadataParser.parse(new MemorySource("_metadata", Files.readAllBytes(snapshot.resolve("_metadata"))));
    }

    boolean isHeapCheckpoint() {
        return (settings.contains("state.backend.type=hashmap") || name.contains("metadata-v")) && !isCanonical();
    }

    private boolean isCanonical() {
        return name.contains("canonical") || name.endsWith("savepoint-compressed");
    }

    boolean hasChangelog() {
        return settings.contains("state.changelog.enabled=true");
    }

    /** In Flink's own format, with the raw keyed state. */
    boolean hasHeapTimers() {
        return settings.contains("timer-service.factory=HEAP");
    }

    boolean hasStreams() {
        // RocksDB's full checkpoints are of its own files, as its incremental ones.
        return isHeapCheckpoint() || isCanonical();
    }

    /** All that are told apart: those that the changelog alone has are not, nor are timers among raw state. */
    Stream<JsonNode> states() {
        return Stream.iterate(0, i -> i < truth.path("states").size(), i -> i + 1)
                .map(truth.path("states")::get)
                .filter(state -> !name.endsWith("changelog")
                        || state.path("kind").asText().startsWith("operator-"))
                .filter(state ->
                        !hasHeapTimers() || !state.path("kind").asText().endsWith("timers"));
    }

    /** Flink makes an operator's id of its uid, which in the census is its name. */
    static StateReport find(CheckpointReport report, JsonNode state) {
        String operator = state.path("operator").asText();
        OperatorReport found = report.operators().stream()
                .filter(candidate -> candidate.id().equals(id(operator)))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(operator));
        return found.states().stream()
                .filter(candidate -> candidate.name().equals(state.path("state").asText()))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(state + " in " + found));
    }

    static String id(String uid) {
        byte[] bytes = uid.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of()
                .formatHex(Hashing.murmur3_128().hashBytesTo128Bits(bytes).toByteArray());
    }

    @Override
    public String toString() {
        return name;
    }
}
