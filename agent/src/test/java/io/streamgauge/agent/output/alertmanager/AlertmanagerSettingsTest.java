package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.AlertSettings;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.BasicAuth;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Http;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Links;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Tls;
import io.streamgauge.agent.output.alertmanager.episode.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AlertmanagerSettingsTest {

    @Test
    void isOffUnlessAPeerIsNamed() {
        assertThat(AlertmanagerSettings.OFF.isOff()).isTrue();
        assertThat(AlertmanagerSettings.to(List.of("http://localhost:9093")).isOff())
                .isFalse();
    }

    @Test
    void pagesForSuspectAndConfirmedByDefault() {
        assertThat(AlertmanagerSettings.OFF.verdicts()).containsExactlyInAnyOrder(Verdict.SUSPECT, Verdict.CONFIRMED);
    }

    @Test
    void tellsAllProblemsAtOnce() {
        assertThatThrownBy(() -> new AlertmanagerSettings(
                        List.of("localhost:9093", "http://a:9093", "http://a:9093"),
                        new Timing(
                                Duration.ZERO, Duration.ofMinutes(15), Duration.ofSeconds(-1), Duration.ofSeconds(30)),
                        Set.of(Verdict.INCOMPLETE),
                        Map.of("state-leak", new AlertSettings(true, "major")),
                        Map.of("9lives", "cat", "severity", "x", "cluster", ""),
                        new Links("localhost", "https://example.org/alerts/", null),
                        new Http(
                                Duration.ofSeconds(-10),
                                Map.of("X Scope", "a"),
                                new BasicAuth("a:b", "c"),
                                Path.of("/nonexistent/token"),
                                new Tls(Path.of("/nonexistent/ca"), Path.of("/nonexistent/cert"), null, null, true),
                                "proxy:3128")))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(
                        error -> assertThat(String.valueOf(error.getMessage()).split("\n"))
                                .containsExactlyInAnyOrder(
                                        "alertmanager.peers[0]: found \"localhost:9093\", expected http://host:port/prefix or"
                                                + " https, with dns+ before it for every address of the host, or"
                                                + " dnssrv+http://_service._tcp.name",
                                        "alertmanager.peers[2]: found http://a:9093 a second time; name each peer once",
                                        "alertmanager.timing.resend: found 0s, expected at least 100ms",
                                        "alertmanager.timing.restart-grace: found -1s, expected at least 0s",
                                        "alertmanager.verdicts: found incomplete, expected some of watch, suspect, confirmed;"
                                                + " the others say that nothing is known to be wrong",
                                        "alertmanager.alerts.state-leak.severity: found \"major\", expected critical, warning"
                                                + " or info",
                                        "alertmanager.external-labels.9lives: found a name that is no label name, expected"
                                                + " letters, digits and _, no digit first",
                                        "alertmanager.external-labels.severity: found a label that every alert has already;"
                                                + " choose another name",
                                        "alertmanager.external-labels.cluster: found an empty value, which Alertmanager drops;"
                                                + " leave the label out",
                                        "alertmanager.links.agent: found \"localhost\", expected an absolute http or https URL"
                                                + " with no slash at the end",
                                        "alertmanager.links.runbooks: found \"https://example.org/alerts/\", expected an"
                                                + " absolute http or https URL with no slash at the end",
                                        "alertmanager.http.timeout: found -10s, expected more than 0 and at most resend, 0s",
                                        "alertmanager.http: found basic-auth and bearer-token-file, expected one of them",
                                        "alertmanager.http.basic-auth.user: found a colon, which ends the name; it cannot be"
                                                + " sent",
                                        "alertmanager.http.headers: found \"X Scope\", expected a header name and a value on"
                                                + " one line",
                                        "alertmanager.http.bearer-token-file: found \"/nonexistent/token\", expected a file that"
                                                + " the agent may read",
                                        "alertmanager.http.tls.ca: found \"/nonexistent/ca\", expected a file that the agent"
                                                + " may read",
                                        "alertmanager.http.tls.certificate: found \"/nonexistent/cert\", expected a file that"
                                                + " the agent may read",
                                        "alertmanager.http.tls: found only one of certificate and key, expected both or none",
                                        "alertmanager.http.tls: found insecure beside ca, expected one of them; insecure"
                                                + " ignores ca",
                                        "alertmanager.http.proxy: found \"proxy:3128\", expected http://host:port"));
    }

    @Test
    void neverShowsThePassword() {
        assertThat(new BasicAuth("agent", "secret").toString()).doesNotContain("secret");
    }
}
