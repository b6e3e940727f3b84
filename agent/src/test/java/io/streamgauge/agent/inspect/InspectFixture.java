package io.streamgauge.agent.inspect;

import io.streamgauge.agent.inspect.warning.WarningLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Runs the command in this process, at a fixed time, on copies of golden checkpoints. */
final class InspectFixture {
    static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("streamgauge.home")));
    static final Path GOLDEN = HOME.resolve("checkpoint-reader/src/test/resources/golden");
    static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    static final Instant WRITTEN = Instant.parse("2026-12-01T09:30:00Z");

    private final Surroundings surroundings;

    private InspectFixture(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What a command printed and ended with. */
    record Result(int code, String out, String err) {}

    static InspectFixture plain() {
        return with(Map.of(), false, true);
    }

    static InspectFixture with(Map<String, String> environment, boolean terminal, boolean unicode) {
        return new InspectFixture(new Surroundings(
                InstantSource.fixed(NOW), () -> 0, environment, terminal, terminal, unicode, new UUID(0, 0), limits()));
    }

    /** Golden checkpoints are small. */
    static WarningLimits limits() {
        return new WarningLimits(1 << 10, 0.05, 0.3, 2, 8, 0.1);
    }

    Result run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new InspectCommand(surroundings))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        return new Result(code, out.toString(), err.toString());
    }

    /** A golden checkpoint with a time of its own, since Git keeps none. */
    static Path copy(String golden, Path into) throws IOException {
        return copy(golden, into, WRITTEN);
    }

    static Path copy(String golden, Path into, Instant written) throws IOException {
        Path source = GOLDEN.resolve(golden);
        Path target = into.resolve(golden);
        for (Path file : files(source)) {
            Path copy = target.resolve(source.relativize(file).toString());
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            Files.copy(file, copy);
            Files.setLastModifiedTime(copy, FileTime.from(written));
        }
        Path savepoints = target.resolve("savepoints");
        return Files.isDirectory(savepoints) ? savepoints : target.resolve("checkpoints");
    }

    static List<Path> files(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
