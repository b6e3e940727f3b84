package io.streamgauge.benchmarks.exposition;

import io.streamgauge.testbed.process.Await;
import io.streamgauge.testbed.process.ChildProcess;
import io.streamgauge.testbed.process.Sandbox;
import io.streamgauge.testbed.process.TestbedException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A {@link LocalAgent} in a process of its own, so that neither its heap nor its threads are in the measured JVM. */
final class RemoteAgent implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Sandbox sandbox = Sandbox.create("benchmark-agent");
    private final ChildProcess process;
    private final URI url;

    RemoteAgent() {
        Path address = sandbox.directory().resolve("address");
        process = sandbox.start(
                "agent",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-cp",
                        classPath(),
                        RemoteAgent.class.getName(),
                        address.toString()),
                Map.of());
        url = URI.create(Await.upTo(LIMIT, "agent's address")
                .unless(process::whyDead)
                .until(() -> read(address), text -> text.endsWith("\n"))
                .strip());
    }

    /** In the child. */
    public static void main(String[] arguments) throws Exception {
        LocalAgent agent = new LocalAgent(io.streamgauge.agent.output.prometheus.series.LabelMode.STABLE);
        Files.writeString(Path.of(arguments[0]), agent.url() + "\n");
        Thread.currentThread().join();
    }

    /** The child starts in another directory. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new TestbedException(file + ": " + e, e);
        }
    }

    URI url() {
        return url;
    }

    AgentState state() {
        try {
            return AgentState.parse(new String(Http.get(url.getPort(), "/state", false), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new TestbedException(url + "/state: " + e, e);
        }
    }

    AgentState await(String what, Predicate<AgentState> reached) {
        return Await.upTo(LIMIT, what).unless(process::whyDead).until(this::state, reached);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
