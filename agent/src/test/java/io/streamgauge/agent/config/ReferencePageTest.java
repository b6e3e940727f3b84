package io.streamgauge.agent.config;

import io.streamgauge.agent.config.key.ConfigKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReferencePageTest {

    private static final Path PAGE =
            Path.of(Objects.requireNonNull(System.getProperty("streamgauge.home")), "docs/configuration.md");

    @Test
    void isWhatTheDeclarationsSay() throws IOException {
        if (Boolean.getBoolean("streamgauge.write")) {
            Files.writeString(PAGE, ReferencePage.text());
        }
        assertThat(Files.readString(PAGE))
                .as("stale: mvn -pl agent -am test -Dtest=ReferencePageTest -Dstreamgauge.write=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(ReferencePage.text());
    }

    @Test
    void namesEveryKeyOnce() {
        List<String> lines = ReferencePage.text().lines().toList();

        for (ConfigKey<?> key : ConfigLoader.KEYS) {
            assertThat(lines.stream().filter(line -> line.startsWith("| `" + key.path() + "` |")))
                    .as(key.path())
                    .hasSize(1);
            assertThat(key.help()).as(key.path()).endsWith(".").doesNotContain("|");
        }
    }

    @Test
    void itsExampleIsValid() {
        String page = ReferencePage.text();
        int start = page.indexOf("```yaml\n") + "```yaml\n".length();

        assertThat(Fixtures.problems(Fixtures.text(page.substring(start, page.indexOf("```", start)))))
                .isEmpty();
    }
}
