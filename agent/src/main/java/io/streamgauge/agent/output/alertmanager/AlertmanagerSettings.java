package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.output.alertmanager.episode.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where findings are pushed to, and how. Checked as a whole: the message of the {@link IllegalArgumentException} has one
 * line per problem.
 *
 * @param peers "http://host:port/prefix", "dns+http://name:port" (every address of the name) or
 *     "dnssrv+http://_service._proto.name" (every target); every instance of a cluster, never a load balancer. Empty: off
 * @param verdicts those that page
 * @param alerts by finding kind; a kind that is not named is pushed as a warning
 * @param externalLabels added to every alert; equal to Prometheus' external labels where its rules are used beside
 */
public record AlertmanagerSettings(
        List<String> peers,
        Timing timing,
        Set<Verdict> verdicts,
        Map<String, AlertSettings> alerts,
        Map<String, String> externalLabels,
        Links links,
        Http http) {

    public static final AlertmanagerSettings OFF = to(List.of());

    public AlertmanagerSettings {
        peers = List.copyOf(peers);
        verdicts = Set.copyOf(verdicts);
        alerts = Map.copyOf(alerts);
        externalLabels = Map.copyOf(externalLabels);
        List<String> problems = SettingsCheck.problems(
                new SettingsCheck.Subject(peers, timing, verdicts, alerts, externalLabels, links, http));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    /** Everything but the peers as it is by default. */
    public static AlertmanagerSettings to(List<String> peers) {
        return new AlertmanagerSettings(
                peers,
                Timing.DEFAULT,
                Set.of(Verdict.SUSPECT, Verdict.CONFIRMED),
                Map.of(Finding.STATE_LEAK, AlertSettings.DEFAULT),
                Map.of(),
                Links.DEFAULT,
                Http.DEFAULT);
    }

    public boolean isOff() {
        return peers.isEmpty();
    }

    /**
     * One alert.
     *
     * @param push off where a Prometheus rule raises the same alert and the label sets cannot be made equal
     * @param severity critical, warning or info
     */
    public record AlertSettings(boolean push, String severity) {
        public static final AlertSettings DEFAULT = new AlertSettings(true, "warning");
    }

    /**
     * Absolute URLs as people reach them, without a slash at the end.
     *
     * @param agent the agent's page
     * @param runbooks the folder that holds ALERT/runbook.md
     * @param grafana null: no link to the dashboard
     */
    public record Links(String agent, String runbooks, @Nullable String grafana) {
        public static final Links DEFAULT =
                new Links("http://localhost:9610", "https://github.com/streamgauge/streamgauge/blob/main/alerts", null);
    }

    /**
     * How peers are spoken to.
     *
     * @param timeout of one request, connecting included
     * @param headers added to every request, such as X-Scope-OrgID
     * @param bearerTokenFile read again for every request
     * @param proxy "http://host:port"
     */
    public record Http(
            Duration timeout,
            Map<String, String> headers,
            @Nullable BasicAuth basicAuth,
            @Nullable Path bearerTokenFile,
            Tls tls,
            @Nullable String proxy) {
        public static final Http DEFAULT = new Http(Duration.ofSeconds(10), Map.of(), null, null, Tls.DEFAULT, null);

        public Http {
            headers = Map.copyOf(headers);
        }
    }

    /** A name and password for every peer. */
    public record BasicAuth(String user, String password) {
        /** Never shows the password. */
        @Override
        public String toString() {
            return "BasicAuth[user=" + user + ", password=...]";
        }
    }

    /**
     * For https peers; PEM files.
     *
     * @param ca null: what the JVM trusts
     * @param certificate ours, with {@code key}; null: none is presented
     * @param serverName expected in the peer's certificate, and sent as SNI and Host; null: the host of the URL
     * @param insecure accepts any certificate
     */
    public record Tls(
            @Nullable Path ca,
            @Nullable Path certificate,
            @Nullable Path key,
            @Nullable String serverName,
            boolean insecure) {
        public static final Tls DEFAULT = new Tls(null, null, null, null, false);
    }
}
