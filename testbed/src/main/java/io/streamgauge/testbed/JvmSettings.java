package io.streamgauge.testbed;

import io.streamgauge.testbed.process.TestbedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How Flink's JVMs are started.
 *
 * @param home the JDK; Flink 1.20 runs on 11 to 17 (21 experimentally), 2.3 on 11 to 25
 * @param quickStart only the C1 compiler: a cluster is up in half the time, but speed measured on it means nothing
 * @param arguments further JVM arguments, after all others
 */
public record JvmSettings(Path home, boolean quickStart, List<String> arguments) {
    public JvmSettings {
        arguments = List.copyOf(arguments);
    }

    /** The JDK that runs us, started quickly. */
    public static JvmSettings defaults() {
        return new JvmSettings(Path.of(System.getProperty("java.home")), true, List.of());
    }

    public JvmSettings withHome(Path newHome) {
        return new JvmSettings(newHome, quickStart, arguments);
    }

    public JvmSettings withQuickStart(boolean quick) {
        return new JvmSettings(home, quick, arguments);
    }

    public JvmSettings withArguments(List<String> newArguments) {
        return new JvmSettings(home, quickStart, newArguments);
    }

    Path javaExecutable() {
        return home.resolve("bin/java");
    }

    /** What this JDK wants to be told beyond what every JDK does, read from the file "release" in its home. */
    List<String> versionArguments() {
        return featureVersion() < 24
                ? List.of()
                : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    private int featureVersion() {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> Runtime.Version.parse(
                            line.substring(line.indexOf('=') + 1).replace("\"", "")))
                    .findFirst()
                    .map(Runtime.Version::feature)
                    .orElseThrow(
                            () -> new TestbedException(home + "/release: expected a line JAVA_VERSION, found none"));
        } catch (IOException e) {
            throw new TestbedException("JDK: expected one in " + home + ", found " + e, e);
        }
    }
}
