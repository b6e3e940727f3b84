package io.streamgauge.testbed;

import io.streamgauge.testbed.process.ChildProcess;
import io.streamgauge.testbed.process.Sandbox;
import io.streamgauge.testbed.process.TestbedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * JVM arguments and dynamic options that Flink computes from the configured memory sizes, as its start scripts do.
 *
 * <p>Flink computes them in a JVM of its own, twice. They depend on a few keys only, so the result is kept in the build directory
 * of the Flink version: a cluster of a known size starts a second or two earlier, in this test run and in the next.
 */
record MemoryArguments(
        List<String> jobManagerJvm,
        List<String> jobManagerOptions,
        List<String> taskManagerJvm,
        List<String> taskManagerOptions) {
    private static final String MAIN_CLASS = "org.apache.flink.runtime.util.bash.BashJavaUtils";
    private static final String RESULT_PREFIX = "BASH_JAVA_UTILS_EXEC_RESULT:";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    static MemoryArguments of(ClusterSettings settings) {
        Map<String, String> sizes = sizes(settings);
        Path directory = settings.version().buildDirectory().resolve("memory-arguments");
        Path cached =
                directory.resolve(UUID.nameUUIDFromBytes(sizes.toString().getBytes(StandardCharsets.UTF_8)) + ".txt");
        try {
            if (!Files.exists(cached)) {
                Files.createDirectories(directory);
                Path complete = Files.createTempFile(directory, "computed", null);
                Files.write(complete, compute(settings, sizes));
                Files.move(complete, cached, StandardCopyOption.ATOMIC_MOVE);
            }
            return parse(Files.readAllLines(cached));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> sizes(ClusterSettings settings) {
        Map<String, String> sizes = new TreeMap<>();
        sizes.put("taskmanager.numberOfTaskSlots", Integer.toString(settings.slotsPerTaskManager()));
        settings.configuration().forEach((key, value) -> {
            if (key.matches("(jobmanager|taskmanager)\\.(memory|cpu)\\..*|external-resource.*")) {
                sizes.put(key, value);
            }
        });
        return sizes;
    }

    private static List<String> compute(ClusterSettings settings, Map<String, String> sizes) throws IOException {
        try (Sandbox sandbox = Sandbox.create("memory-arguments")) {
            Path conf = sandbox.subdirectory("conf");
            Files.writeString(conf.resolve("config.yaml"), Yaml.mapping(sizes));
            List<ChildProcess> runs = Stream.of("GET_JM_RESOURCE_PARAMS", "GET_TM_RESOURCE_PARAMS")
                    .map(command -> sandbox.start(
                            command,
                            List.of(
                                    settings.jvm().javaExecutable().toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:-UsePerfData",
                                    "-cp",
                                    settings.version().libDirectory() + "/*",
                                    MAIN_CLASS,
                                    command,
                                    "--configDir",
                                    conf.toString()),
                            Map.of()))
                    .toList();
            return runs.stream().flatMap(MemoryArguments::results).toList();
        }
    }

    private static Stream<String> results(ChildProcess run) {
        if (!run.awaitDeath(LIMIT) || run.exitCode() != 0) {
            throw new TestbedException("memory sizes: expected Flink's " + run.name() + " to succeed; its output:\n"
                    + ChildProcess.tail(run.output()));
        }
        try {
            List<String> results = Files.readAllLines(run.output()).stream()
                    .filter(line -> line.startsWith(RESULT_PREFIX))
                    .map(line -> line.substring(RESULT_PREFIX.length()))
                    .toList();
            if (results.size() != 2) {
                throw new TestbedException("memory sizes: expected two results of Flink's " + run.name() + ", found "
                        + results + "; its output:\n" + ChildProcess.tail(run.output()));
            }
            return results.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MemoryArguments parse(List<String> lines) {
        List<List<String>> words = lines.stream()
                .map(line -> Arrays.stream(line.strip().split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .toList())
                .toList();
        return new MemoryArguments(words.get(0), words.get(1), words.get(2), words.get(3));
    }
}
