package io.streamgauge.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Needs the Debian packages prometheus and prometheus-alertmanager, which dev/check installs or asks for. */
class PrometheusAndAlertmanagerIT {
    @TempDir
    private Path directory;

    @Test
    void alertTravelsFromRuleToWebhookAndIsResolved() throws IOException {
        Path rules = writeRules("vector(1)");
        try (WebhookReceiver webhook = WebhookReceiver.start();
                AlertmanagerServer alertmanager =
                        AlertmanagerServer.start(AlertmanagerSettings.defaults().withWebhook(webhook.url()));
                PrometheusServer prometheus = PrometheusServer.start(settings(rules, List.of(alertmanager)))) {

            assertThat(webhook.awaitAlert("alert fires", alert -> "firing".equals(alert.state())))
                    .isEqualTo(new Alert("firing", alertLabels(), Map.of("summary", "value 1")));
            assertThat(alertmanager.alerts()).extracting(Alert::name).containsExactly("Always");

            writeRules("vector(1) < 1");
            prometheus.reload(settings(rules, List.of(alertmanager)));

            webhook.awaitAlert("alert is resolved", alert -> "resolved".equals(alert.state()));
            assertThat(webhook.notifications()).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void scrapesItselfAndAnswersQueries() {
        try (PrometheusServer prometheus = PrometheusServer.start(PrometheusSettings.defaults())) {
            PrometheusSettings itself = PrometheusSettings.defaults()
                    .withInterval(Duration.ofMillis(200))
                    .withTargets("itself", List.of(prometheus.url().getAuthority()));
            prometheus.reload(itself);

            assertThat(prometheus.awaitQuery("up{job='itself'} == 1")).hasSize(1);
            assertThat(prometheus.query("scalar(vector(42))"))
                    .containsExactly(new PrometheusServer.Sample(Map.of(), 42));
            assertThat(prometheus.query("no_such_series")).isEmpty();
            assertThatThrownBy(() -> prometheus.query("sum(")).hasMessageContaining("parse error");
        }
    }

    @Test
    void refusesAConfigurationThatIsWrong() throws IOException {
        Path rules = Files.writeString(directory.resolve("wrong.yml"), "groups: 1\n");

        assertThatThrownBy(() -> PrometheusServer.start(settings(rules, List.of())))
                .hasMessageContaining("Prometheus ready: cannot happen any more: prometheus exited with code 1");
    }

    @Test
    void oneOfAPairDeliversWhileTheOtherIsStopped() throws IOException {
        try (WebhookReceiver webhook = WebhookReceiver.start()) {
            List<AlertmanagerServer> pair = AlertmanagerServer.startPeers(
                    AlertmanagerSettings.defaults().withWebhook(webhook.url()), 2);
            try (AlertmanagerServer first = pair.get(0);
                    AlertmanagerServer second = pair.get(1);
                    PrometheusServer prometheus = PrometheusServer.start(settings(writeRules("vector(1)"), pair))) {
                first.stop();

                webhook.awaitAlert("alert fires", alert -> "Always".equals(alert.name()));

                first.restart();
                first.awaitAlerts("alert at the restarted one", alerts -> !alerts.isEmpty());
                assertThat(second.alerts()).extracting(Alert::name).containsExactly("Always");
                assertThat(prometheus.query("ALERTS{alertstate='firing'}")).hasSize(1);
            }
        }
    }

    private static PrometheusSettings settings(Path rules, List<AlertmanagerServer> alertmanagers) {
        return PrometheusSettings.defaults()
                .withInterval(Duration.ofMillis(200))
                .withRuleFiles(List.of(rules))
                .withAlertmanagers(
                        alertmanagers.stream().map(AlertmanagerServer::hostPort).toList());
    }

    private static Map<String, String> alertLabels() {
        return Map.of("alertname", "Always", "severity", "info");
    }

    private Path writeRules(String expression) throws IOException {
        return Files.writeString(
                directory.resolve("rules.yml"),
                """
                groups:
                  - name: test
                    rules:
                      - alert: Always
                        expr: %s
                        labels: {severity: info}
                        annotations: {summary: "value {{ $value }}"}
                """
                        .formatted(expression));
    }
}
