package io.streamgauge.testbed.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VariantsTest {

    private static final Path GOLDEN =
            Path.of(System.getProperty("streamgauge.home"), "checkpoint-reader/src/test/resources/golden");

    @Test
    void eachHasANameOfItsOwnAndIsInTheRepositoryAsItWouldBeMade() throws IOException {
        List<Variant> variants = Variants.all();

        assertThat(variants).extracting(Variant::name).doesNotHaveDuplicates();
        for (Variant variant : variants) {
            Path golden = GOLDEN.resolve(variant.name());
            assertThat(golden.resolve("truth.json")).isNotEmptyFile();
            assertThat(golden.resolve("README.md"))
                    .as(variant.name() + " is stale; make it again by dev/golden " + variant.name())
                    .content()
                    .endsWith(new GoldenMaker(variant).howMade());
        }
    }

    @Test
    void goldenCheckpointsStaySmall() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        assertThat(bytes).isLessThan(9_000_000);
    }

    @Test
    void namesAVariantAfterAnotherLine() {
        Variant variant = Variants.all().stream()
                .filter(candidate -> candidate.name().equals("flink-2.3-hashmap"))
                .findFirst()
                .orElseThrow();

        assertThat(variant.namedAfter("2.0").name()).isEqualTo("flink-2.0-hashmap");
    }
}
