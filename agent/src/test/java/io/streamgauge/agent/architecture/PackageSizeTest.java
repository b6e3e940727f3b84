package io.streamgauge.agent.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A package that one cannot take in at a glance is two. */
class PackageSizeTest {

    private static final int MOST_FILES = 20;

    @Test
    void noPackageHoldsMoreFilesThanOneCanTakeIn() throws IOException {
        Path source = Path.of(Objects.requireNonNull(System.getProperty("streamgauge.home")), "agent/src/main/java");
        Map<String, Integer> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(source)) {
            all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .forEach(file -> files.merge(
                            source.relativize(Objects.requireNonNull(file.getParent()))
                                    .toString(),
                            1,
                            Integer::sum));
        }
        assertThat(files).hasSizeGreaterThan(30);
        assertThat(files.entrySet())
                .allSatisfy(
                        entry -> assertThat(entry.getValue()).as(entry.getKey()).isLessThanOrEqualTo(MOST_FILES));
    }
}
