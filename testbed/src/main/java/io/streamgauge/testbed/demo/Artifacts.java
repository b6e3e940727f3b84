package io.streamgauge.testbed.demo;

import io.streamgauge.testbed.process.TestbedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the build has made, by path below the repository's root: the testbed knows no other module.
 *
 * @param home the repository's root
 */
public record Artifacts(Path home) {

    /** At the system property {@code streamgauge.home}, which launcher and tests set. */
    public static Artifacts ofThisBuild() {
        String home = System.getProperty("streamgauge.home");
        if (home == null) {
            throw new TestbedException("system property streamgauge.home: found nothing, expected the repository's"
                    + " root; start through ./streamgauge");
        }
        return new Artifacts(Path.of(home).toAbsolutePath().normalize());
    }

    /** The plugin for Flink. */
    public Path reporterJar() {
        return built("metrics-reporter/target/streamgauge-metrics-reporter.jar");
    }

    public Path sampleJobJar() {
        return built("sample-job/target/streamgauge-sample-job.jar");
    }

    /** Runs with its libraries beside it. */
    public Path agentJar() {
        return built("agent/target/streamgauge-agent.jar");
    }

    /** The rule file of each alert; Prometheus allows wildcards in the last part of a path only. */
    public List<Path> alertRules() {
        try (Stream<Path> folders = Files.list(home.resolve("alerts"))) {
            return folders.map(folder -> folder.resolve("rule.yml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path built(String relative) {
        Path path = home.resolve(relative);
        if (!Files.isRegularFile(path)) {
            throw new TestbedException(path + ": not there; build it with: mvn package -DskipTests");
        }
        return path;
    }
}
