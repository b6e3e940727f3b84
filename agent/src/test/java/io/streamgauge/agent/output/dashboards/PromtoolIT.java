package io.streamgauge.agent.output.dashboards;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What Prometheus itself says of rules and expressions. */
class PromtoolIT {

    @TestFactory
    Stream<DynamicTest> everyRuleIsCleanAndPassesItsTests() {
        return ShippedQueries.rules().keySet().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Path folder = ShippedQueries.ALERTS.resolve(name);
                    promtool(folder, "check", "rules", "--lint=all", "--lint-fatal", "rule.yml");
                    promtool(folder, "test", "rules", "rule.test.yml");
                }));
    }

    @Test
    void prometheusCanReadEveryQuery(@TempDir Path folder) throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n- name: all\n  rules:\n");
        int number = 0;
        for (Map.Entry<String, String> query : ShippedQueries.all().entrySet()) {
            // A name of its own for each, as promtool takes equal ones for duplicates.
            rules.append("  # ")
                    .append(query.getKey())
                    .append("\n  - record: query:")
                    .append(number++)
                    .append("\n    expr: '");
            rules.append(query.getValue().replace("'", "''")).append("'\n");
        }
        Files.writeString(folder.resolve("all.yml"), rules);

        promtool(folder, "check", "rules", "--lint=none", "all.yml");
        assertThat(number).isGreaterThan(20);
    }

    private static void promtool(Path folder, String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Stream.concat(Stream.of("promtool"), List.of(arguments).stream())
                        .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
