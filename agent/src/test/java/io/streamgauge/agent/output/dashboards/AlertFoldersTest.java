package io.streamgauge.agent.output.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

class AlertFoldersTest {

    private static final String RUNBOOKS = "https://github.com/streamgauge/streamgauge/blob/main/alerts/";
    private static final Map<String, JsonNode> RULES = ShippedQueries.rules();

    @Test
    void theFirstAlertsAreThere() {
        assertThat(RULES)
                .containsKeys(
                        "StreamgaugeAgentDown",
                        "StreamgaugeTaskManagerLost",
                        "StreamgaugeJobRestartLoop",
                        "StreamgaugeCheckpointOverdue",
                        "StreamgaugeStateLeak");
    }

    @TestFactory
    Stream<DynamicTest> everyFolderIsWhole() {
        return RULES.keySet().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Path folder = ShippedQueries.ALERTS.resolve(name);
                    assertThat(ShippedQueries.list(folder))
                            .extracting(file -> file.getFileName().toString())
                            .containsExactly("rule.test.yml", "rule.yml", "runbook.md");
                    assertThat(Files.readString(folder.resolve("runbook.md")))
                            .startsWith("# " + name + "\n")
                            .containsSubsequence(
                                    "\n## Meaning\n",
                                    "\n## Impact\n",
                                    "\n## Diagnosis\n",
                                    "\n## Mitigation\n",
                                    "\n## How this alert can be wrong\n");
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleIsNamedRoutedAndExplained() {
        return RULES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    JsonNode rule = entry.getValue();
                    JsonNode annotations = rule.path("annotations");
                    assertThat(rule.path("alert").asText()).isEqualTo(entry.getKey());
                    assertThat(Set.of("critical", "warning", "info"))
                            .contains(rule.path("labels").path("severity").asText());
                    assertThat(rule.path("labels")).as("no value in a label").hasSize(1);
                    assertThat(annotations.path("summary").asText())
                            .isNotBlank()
                            .doesNotContain("$value");
                    assertThat(annotations.path("description").asText()).isNotBlank();
                    assertThat(annotations.path("runbook_url").asText())
                            .isEqualTo(RUNBOOKS + entry.getKey() + "/runbook.md");
                    String dashboard = annotations.path("dashboard_url").asText();
                    if (!dashboard.isEmpty()) {
                        assertThat(dashboard).startsWith("/d/" + JobDashboard.UID + "?var-");
                        assertThat(ShippedQueries.dashboards()).containsKey(JobDashboard.UID);
                    }
                }));
    }
}
