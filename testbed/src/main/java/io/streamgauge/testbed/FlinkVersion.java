package io.streamgauge.testbed;

import io.streamgauge.testbed.process.TestbedException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The Flink lines the testbed can run; the build assembles the newest release of each from its published jars. */
public enum FlinkVersion {
    V1_20("1.20"),
    V2_3("2.3");

    private final String line;

    FlinkVersion(String line) {
        this.line = line;
    }

    /** The version for "1.20" or "2.3". */
    public static FlinkVersion parse(String line) {
        return Arrays.stream(values())
                .filter(version -> version.line.equals(line))
                .findFirst()
                .orElseThrow(() -> new TestbedException("Flink version: expected one of "
                        + Arrays.stream(values()).map(FlinkVersion::line).collect(Collectors.joining(", ")) + ", found "
                        + line));
    }

    /** As people write it: "2.3". */
    public String line() {
        return line;
    }

    /** The jars of a cluster's class path. */
    public Path libDirectory() {
        return assembled("lib");
    }

    /** The jar of Flink's own PrometheusReporter, a plugin to compare ours with. */
    public Path prometheusReporter() {
        return assembled("opt").resolve("flink-metrics-prometheus.jar");
    }

    /** Where the build puts what belongs to this version; its contents may be deleted at any time. */
    Path buildDirectory() {
        return repositoryRoot().resolve("testbed/flink-" + line + "/target");
    }

    private Path assembled(String directory) {
        Path path = buildDirectory().resolve(directory);
        if (!Files.isDirectory(path)) {
            throw new TestbedException("Flink " + line + ": expected its jars in " + path
                    + ", found no such directory; build them with: mvn package -pl testbed/flink-" + line);
        }
        return path;
    }

    /** The system property streamgauge.home, else found from where our own classes lie: testbed/target/(classes|x.jar). */
    private static Path repositoryRoot() {
        String home = System.getProperty("streamgauge.home");
        if (home != null) {
            return Path.of(home).toAbsolutePath().normalize();
        }
        try {
            return Path.of(FlinkVersion.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolve("../../..")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new TestbedException("location of the testbed's classes: not a path; set -Dstreamgauge.home", e);
        }
    }
}
