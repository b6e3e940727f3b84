package io.streamgauge.agent.config.section;

import io.streamgauge.agent.config.key.ConfigKey;
import io.streamgauge.agent.config.key.ListType;
import io.streamgauge.agent.config.key.MapType;
import io.streamgauge.agent.config.key.SecretFile;
import io.streamgauge.agent.config.key.ValueType;
import io.streamgauge.agent.config.key.ValueTypes;
import io.streamgauge.agent.config.key.Values;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.AlertSettings;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.BasicAuth;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Http;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Links;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Tls;
import io.streamgauge.agent.output.alertmanager.episode.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys of the push to Alertmanager. */
public final class AlertmanagerKeys {

    private static final ValueType<Duration> SPAN = ValueTypes.duration("0s", "7d");
    private static final ValueType<Duration> PAUSE = ValueTypes.duration("100ms", "1d");
    private static final ValueType<String> URL =
            ValueTypes.text("an absolute http or https URL with no slash at the end");
    private static final ValueType<Path> PEM = ValueTypes.path("the path of a PEM file");

    private enum Severity {
        CRITICAL,
        WARNING,
        INFO
    }

    public static final ConfigKey<List<String>> PEERS = ConfigKey.of(
            "alertmanager.peers",
            new ListType<>(ValueTypes.text("http://HOST:PORT, dns+http://NAME:PORT or dnssrv+http://NAME")),
            "",
            "Every instance of a cluster, never a load balancer. Empty: no push.");
    public static final ConfigKey<List<Verdict>> VERDICTS = ConfigKey.of(
            "alertmanager.verdicts",
            new ListType<>(ValueTypes.oneOf(Verdict.class)),
            "suspect,confirmed",
            "Findings of these verdicts are pushed: watch, suspect, confirmed.");
    public static final ConfigKey<Boolean> LEAK_PUSH = ConfigKey.of(
            "alertmanager.alerts.state-leak.push",
            ValueTypes.bool(),
            "true",
            "Off where a Prometheus rule raises the same alert.");
    public static final ConfigKey<Severity> LEAK_SEVERITY = ConfigKey.of(
            "alertmanager.alerts.state-leak.severity",
            ValueTypes.oneOf(Severity.class),
            "warning",
            "Severity label of that alert.");
    public static final ConfigKey<Map<String, String>> EXTERNAL_LABELS = ConfigKey.of(
            "alertmanager.external-labels",
            new MapType<>(ValueTypes.text("a label value")),
            "",
            "Added to every alert; equal to Prometheus' external labels where its rules are used beside.");
    public static final ConfigKey<Duration> RESEND =
            ConfigKey.of("alertmanager.timing.resend", PAUSE, "60s", "How often what fires is sent again.");
    public static final ConfigKey<Duration> REPEAT_RESOLVED = ConfigKey.of(
            "alertmanager.timing.repeat-resolved", SPAN, "15m", "How long what is resolved is still sent.");
    public static final ConfigKey<Duration> RESTART_GRACE = ConfigKey.of(
            "alertmanager.timing.restart-grace",
            SPAN,
            "5m",
            "How long an alert of before a restart of the agent may take to be found again.");
    public static final ConfigKey<Duration> REFRESH_PEERS = ConfigKey.of(
            "alertmanager.timing.refresh-peers", PAUSE, "30s", "How often names of peers are resolved again.");
    public static final ConfigKey<String> LINK_AGENT = ConfigKey.of(
            "alertmanager.links.agent", URL, "http://localhost:9610", "The agent's page as people reach it.");
    public static final ConfigKey<String> LINK_RUNBOOKS = ConfigKey.of(
            "alertmanager.links.runbooks", URL, Links.DEFAULT.runbooks(), "The folder that holds ALERT/runbook.md.");
    public static final ConfigKey<String> LINK_GRAFANA = ConfigKey.optional(
            "alertmanager.links.grafana", URL, "Grafana as people reach it. Without: no link to the dashboard.");
    public static final ConfigKey<Duration> TIMEOUT = ConfigKey.of(
            "alertmanager.http.timeout",
            PAUSE,
            "10s",
            "Of one request, connecting included; at most alertmanager.timing.resend.");
    public static final ConfigKey<Map<String, String>> HEADERS = ConfigKey.of(
            "alertmanager.http.headers",
            new MapType<>(ValueTypes.secret("a header value on one line")),
            "",
            "Added to every request, such as X-Scope-OrgID.");
    public static final ConfigKey<String> USER = ConfigKey.optional(
            "alertmanager.http.basic-auth.user", ValueTypes.text("a user name"), "User of basic authentication.");
    public static final ConfigKey<String> PASSWORD = ConfigKey.optional(
            "alertmanager.http.basic-auth.password",
            ValueTypes.secret("a password on one line"),
            "Password of basic authentication.");
    public static final ConfigKey<Path> PASSWORD_FILE = ConfigKey.optional(
            "alertmanager.http.basic-auth.password-file",
            ValueTypes.path("a path"),
            "File that holds the password instead.");
    public static final ConfigKey<Path> BEARER_TOKEN_FILE = ConfigKey.optional(
            "alertmanager.http.bearer-token-file",
            ValueTypes.path("a path"),
            "File with a bearer token, read again for every request.");
    public static final ConfigKey<Path> CA =
            ConfigKey.optional("alertmanager.http.tls.ca", PEM, "Authorities to trust. Without: what the JVM trusts.");
    public static final ConfigKey<Path> CERTIFICATE =
            ConfigKey.optional("alertmanager.http.tls.certificate", PEM, "The agent's certificate; needs the key.");
    public static final ConfigKey<Path> KEY =
            ConfigKey.optional("alertmanager.http.tls.key", PEM, "The key of that certificate.");
    public static final ConfigKey<String> SERVER_NAME = ConfigKey.optional(
            "alertmanager.http.tls.server-name",
            ValueTypes.text("a host name"),
            "Name expected in a peer's certificate. Without: the host of its URL.");
    public static final ConfigKey<Boolean> INSECURE =
            ConfigKey.of("alertmanager.http.tls.insecure", ValueTypes.bool(), "false", "Accepts any certificate.");
    public static final ConfigKey<String> PROXY = ConfigKey.optional(
            "alertmanager.http.proxy", ValueTypes.text("http://HOST:PORT"), "Proxy for all requests to peers.");

    public static final List<ConfigKey<?>> ALL = List.of(
            PEERS,
            VERDICTS,
            LEAK_PUSH,
            LEAK_SEVERITY,
            EXTERNAL_LABELS,
            RESEND,
            REPEAT_RESOLVED,
            RESTART_GRACE,
            REFRESH_PEERS,
            LINK_AGENT,
            LINK_RUNBOOKS,
            LINK_GRAFANA,
            TIMEOUT,
            HEADERS,
            USER,
            PASSWORD,
            PASSWORD_FILE,
            BEARER_TOKEN_FILE,
            CA,
            CERTIFICATE,
            KEY,
            SERVER_NAME,
            INSECURE,
            PROXY);

    private AlertmanagerKeys() {}

    public static AlertmanagerSettings settings(Values values) {
        AlertSettings leak = new AlertSettings(
                values.get(LEAK_PUSH), values.get(LEAK_SEVERITY).name().toLowerCase(Locale.ROOT));
        return new AlertmanagerSettings(
                values.get(PEERS),
                new Timing(
                        values.get(RESEND),
                        values.get(REPEAT_RESOLVED),
                        values.get(RESTART_GRACE),
                        values.get(REFRESH_PEERS)),
                Set.copyOf(values.get(VERDICTS)),
                Map.of(Finding.STATE_LEAK, leak),
                values.get(EXTERNAL_LABELS),
                new Links(values.get(LINK_AGENT), values.get(LINK_RUNBOOKS), values.find(LINK_GRAFANA)),
                http(values));
    }

    private static Http http(Values values) {
        return new Http(
                values.get(TIMEOUT),
                values.get(HEADERS),
                basicAuth(values),
                values.find(BEARER_TOKEN_FILE),
                new Tls(
                        values.find(CA),
                        values.find(CERTIFICATE),
                        values.find(KEY),
                        values.find(SERVER_NAME),
                        values.get(INSECURE)),
                values.find(PROXY));
    }

    private static @Nullable BasicAuth basicAuth(Values values) {
        String user = values.find(USER);
        String password = SecretFile.either(PASSWORD, PASSWORD_FILE, values);
        if (user == null && password == null) {
            return null;
        }
        if (user == null || password == null) {
            throw new IllegalArgumentException("alertmanager.http.basic-auth: found only "
                    + (user == null ? "a password" : "a user") + ", expected both or none; set the other too");
        }
        return new BasicAuth(user, password);
    }
}
