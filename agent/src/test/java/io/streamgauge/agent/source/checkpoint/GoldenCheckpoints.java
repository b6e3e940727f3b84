package io.streamgauge.agent.source.checkpoint;

import io.streamgauge.agent.fact.CheckpointFacts;
import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.OperatorFacts;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.fact.RestartFacts;
import io.streamgauge.checkpoint.CheckpointReader;
import io.streamgauge.checkpoint.read.ReadRequest;
import io.streamgauge.checkpoint.read.ReaderSettings;
import io.streamgauge.checkpoint.read.SeenFiles;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.storage.LocalStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checkpoints that real jobs left, and facts of a job that tells of them. */
public final class GoldenCheckpoints {

    public static final JobRef JOB = new JobRef("a".repeat(32), "census");
    static final Instant TRIGGERED = Instant.parse("2026-03-01T10:00:00Z");
    static final Duration TOOK = Duration.ofSeconds(2);

    private GoldenCheckpoints() {}

    /** The directory of the one checkpoint of a golden job. */
    static Path directory(String golden) {
        Path home = Path.of(Objects.requireNonNull(System.getProperty("streamgauge.home")));
        Path root = home.resolve("checkpoint-reader/src/test/resources/golden").resolve(golden);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .map(Path::getParent)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the reader itself tells of it. */
    public static CheckpointReport report(String golden, ReadRequest request) {
        try {
            return new CheckpointReader(
                            new LocalStorage(List.of(Path.of("/"))), ReaderSettings.defaults(), new byte[16])
                    .read(directory(golden).toString(), request, new SeenFiles(10_000, 1 << 24));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JobFacts job(long id, @Nullable String path, OperatorRef... operators) {
        CheckpointRecord last =
                new CheckpointRecord(id, true, TRIGGERED, TOOK, null, null, null, null, null, false, path, null);
        return job(
                new CheckpointFacts(id, 0L, null, null, last, null, null, List.of(last)),
                Stream.of(operators)
                        .map(operator -> new OperatorFacts(operator, "v", null, null, null, null, null))
                        .toList());
    }

    public static JobFacts job(CheckpointFacts checkpoints, List<OperatorFacts> operators) {
        return new JobFacts(
                JOB,
                "RUNNING",
                null,
                null,
                null,
                new RestartFacts(null, null),
                checkpoints,
                List.of(),
                operators,
                List.of(),
                List.of());
    }
}
