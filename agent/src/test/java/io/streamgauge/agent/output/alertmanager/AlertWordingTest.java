package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Links;
import io.streamgauge.agent.output.alertmanager.episode.AlertContent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AlertWordingTest {

    private static final Finding LEAK = Findings.leak("open", Verdict.SUSPECT);

    private static AlertWording wording(Map<String, String> externalLabels) {
        AlertmanagerSettings base = AlertmanagerSettings.to(List.of());
        return new AlertWording(new AlertmanagerSettings(
                base.peers(),
                base.timing(),
                base.verdicts(),
                base.alerts(),
                externalLabels,
                new Links("https://agent.example", "https://example.org/alerts", "https://grafana.example"),
                base.http()));
    }

    @Test
    void labelsHoldTheIdentityAndNothingThatChanges() {
        assertThat(wording(Map.of("cluster", "eu")).labels(LEAK))
                .containsExactly(
                        Map.entry("alertname", "StreamgaugeStateLeak"),
                        Map.entry("cluster", "eu"),
                        Map.entry("job_name", "support conversations"),
                        Map.entry("operator_id", "ab12"),
                        Map.entry("operator_name", "Conversation tracker"),
                        Map.entry("severity", "warning"),
                        Map.entry("state", "open"));
    }

    /** Else Alertmanager would take the pushed alert and that of the rule for two. */
    @Test
    void theRuleOfTheSameNameYieldsTheSameLabels() throws Exception {
        String rule = Files.readString(
                Path.of(System.getProperty("streamgauge.home", "."), "alerts/StreamgaugeStateLeak/rule.yml"));
        Matcher by = Pattern.compile("max by \\(([^)]*)\\)").matcher(rule);
        assertThat(by.find()).isTrue();
        Set<String> labels = new TreeSet<>(List.of(by.group(1).split(", ")));
        labels.removeAll(Set.of("cluster", "namespace"));
        labels.addAll(Set.of("alertname", "severity"));

        assertThat(wording(Map.of()).labels(LEAK).keySet()).isEqualTo(labels);
        assertThat(rule).contains("alert: StreamgaugeStateLeak\n").contains("severity: warning\n");
    }

    @Test
    void anAlertOfTheJobHasNoEmptyLabels() {
        assertThat(wording(Map.of()).labels(Findings.ofJob("checkpoint-stalled", Verdict.SUSPECT)))
                .containsOnlyKeys("alertname", "severity", "job_name");
    }

    @Test
    void annotationsCarryEvidenceCauseForecastAndWhatToDo() {
        AlertContent content = wording(Map.of()).content(LEAK);

        assertThat(content.annotations())
                .containsEntry(
                        "summary",
                        "State open grows and nothing bounds it, operator Conversation tracker,"
                                + " job support conversations")
                .containsEntry("cause", "never-cleared")
                .containsEntry("verdict", "suspect")
                .containsEntry("runbook_url", "https://example.org/alerts/StreamgaugeStateLeak/runbook.md")
                .containsEntry(
                        "dashboard_url",
                        "https://grafana.example/d/streamgauge-job?var-flink_job=support+conversations");
        assertThat(content.annotations().get("description"))
                .isEqualTo("Verdict suspect, since 2026-01-01T08:00:00Z. grows by 1200 keys/hour."
                        + " Cause: never-cleared (80 %), far-timers (10 %)."
                        + " If nothing changes: managed memory full at about 2026-01-03T00:00:00Z"
                        + " (between 2026-01-02T00:00:00Z and 2026-01-05T00:00:00Z)."
                        + " What to do: Clear it when the conversation closes. Not assessed: timers.");
    }

    @Test
    void theGeneratorIsAnAbsoluteUrlWhateverTheNames() {
        String url = wording(Map.of())
                .content(Findings.leak("späte \"Frist\" #1\n", Verdict.SUSPECT))
                .generatorUrl();

        assertThat(URI.create(url)).hasScheme("https").hasHost("agent.example").hasNoFragment();
    }
}
