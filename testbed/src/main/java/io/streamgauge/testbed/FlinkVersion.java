package io.streamgauge.testbed;

import io.streamgauge.testbed.process.TestbedException;
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

    /** The jar of Flink's plugin for s3:// and s3a://; with 2.3 only, since it is large. */
    public Path s3FileSystem() {
        if (this != V2_3) {
            throw new TestbedException("Flink " + line + ": expected 2.3, which alone has the S3 plugin here");
        }
        return assembled("opt").resolve("flink-s3-fs-hadoop.jar");
    }

    /** Where the build puts what belongs to this version; its contents may be deleted at any time. */
    Path buildDirectory() {
        return Repository.root().resolve("testbed/flink-" + line + "/target");
    }

    private Path assembled(String directory) {
        Path path = buildDirectory().resolve(directory);
        if (!Files.isDirectory(path)) {
            throw new TestbedException("Flink " + line + ": expected its jars in " + path
                    + ", found no such directory; build them with: mvn package -pl testbed/flink-" + line);
        }
        return path;
    }
}
