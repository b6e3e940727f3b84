package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.AlertSettings;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Http;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Links;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Tls;
import io.streamgauge.agent.output.alertmanager.episode.Timing;
import io.streamgauge.agent.output.alertmanager.peer.PeerAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds every problem of {@link AlertmanagerSettings} in one go: where, found, expected, what to do. */
final class SettingsCheck {

    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info");
    private static final Duration SHORTEST_RESEND = Duration.ofMillis(100);

    private final List<String> problems = new ArrayList<>();

    private SettingsCheck() {}

    /** The components of the settings while they are not settings yet. */
    record Subject(
            List<String> peers,
            Timing timing,
            Set<Verdict> verdicts,
            Map<String, AlertSettings> alerts,
            Map<String, String> externalLabels,
            Links links,
            Http http) {}

    static List<String> problems(Subject subject) {
        SettingsCheck check = new SettingsCheck();
        check.peers(subject.peers());
        check.timing(subject.timing());
        check.alerts(subject.verdicts(), subject.alerts());
        check.externalLabels(subject.externalLabels());
        check.links(subject.links());
        check.http(subject.http(), subject.timing());
        return check.problems;
    }

    private void peers(List<String> peers) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < peers.size(); i++) {
            String where = "alertmanager.peers[" + i + "]";
            try {
                PeerAddress.parse(peers.get(i));
            } catch (IllegalArgumentException e) {
                problem(where + ": " + e.getMessage());
            }
            if (!seen.add(peers.get(i))) {
                problem(where + ": found " + peers.get(i) + " a second time; name each peer once");
            }
        }
    }

    private void timing(Timing timing) {
        atLeast("resend", timing.resend(), SHORTEST_RESEND);
        atLeast("repeat-resolved", timing.repeatResolved(), Duration.ZERO);
        atLeast("restart-grace", timing.restartGrace(), Duration.ZERO);
        atLeast("refresh-peers", timing.refreshPeers(), SHORTEST_RESEND);
    }

    private void alerts(Set<Verdict> verdicts, Map<String, AlertSettings> alerts) {
        if (verdicts.isEmpty()) {
            problem("alertmanager.verdicts: found none, expected at least one; to switch the push off, name no peers");
        }
        for (Verdict verdict : List.of(Verdict.EXPLAINED, Verdict.INCOMPLETE)) {
            if (verdicts.contains(verdict)) {
                problem(
                        "alertmanager.verdicts: found " + verdict.text()
                                + ", expected some of watch, suspect, confirmed; the others say that nothing is known to be wrong");
            }
        }
        alerts.forEach((kind, alert) -> {
            if (!SEVERITIES.contains(alert.severity())) {
                problem("alertmanager.alerts." + kind + ".severity: found " + quoted(alert.severity())
                        + ", expected critical, warning or info");
            }
        });
    }

    private void externalLabels(Map<String, String> labels) {
        labels.forEach((name, value) -> {
            String where = "alertmanager.external-labels." + name;
            if (!LABEL_NAME.matcher(name).matches()) {
                problem(where + ": found a name that is no label name, expected letters, digits and _, no digit first");
            } else if (AlertWording.OWN_LABELS.contains(name)) {
                problem(where + ": found a label that every alert has already; choose another name");
            }
            if (value.isEmpty()) {
                problem(where + ": found an empty value, which Alertmanager drops; leave the label out");
            }
        });
    }

    private void links(Links links) {
        link("agent", links.agent());
        link("runbooks", links.runbooks());
        link("grafana", links.grafana());
    }

    private void link(String name, @Nullable String url) {
        if (url != null && (!isHttp(url) || url.endsWith("/"))) {
            problem("alertmanager.links." + name + ": found " + quoted(url)
                    + ", expected an absolute http or https URL with no slash at the end");
        }
    }

    private void http(Http http, Timing timing) {
        if (http.timeout().isNegative()
                || http.timeout().toMillis() < 1
                || http.timeout().compareTo(timing.resend()) > 0) {
            problem("alertmanager.http.timeout: found " + text(http.timeout())
                    + ", expected more than 0 and at most resend, " + text(timing.resend()));
        }
        if (http.basicAuth() != null && http.bearerTokenFile() != null) {
            problem("alertmanager.http: found basic-auth and bearer-token-file, expected one of them");
        }
        if (http.basicAuth() != null && http.basicAuth().user().contains(":")) {
            problem("alertmanager.http.basic-auth.user: found a colon, which ends the name; it cannot be sent");
        }
        http.headers().forEach((name, value) -> {
            if (!HEADER_NAME.matcher(name).matches() || value.chars().anyMatch(c -> c < ' ' && c != '\t')) {
                problem("alertmanager.http.headers: found " + quoted(name)
                        + ", expected a header name and a value on one line");
            }
        });
        readable("bearer-token-file", http.bearerTokenFile());
        Tls tls = http.tls();
        readable("tls.ca", tls.ca());
        readable("tls.certificate", tls.certificate());
        readable("tls.key", tls.key());
        if ((tls.certificate() == null) != (tls.key() == null)) {
            problem("alertmanager.http.tls: found only one of certificate and key, expected both or none");
        }
        if (tls.insecure() && tls.ca() != null) {
            problem("alertmanager.http.tls: found insecure beside ca, expected one of them; insecure ignores ca");
        }
        String proxy = http.proxy();
        if (proxy != null
                && !(isHttp(proxy)
                        && proxy.startsWith("http://")
                        && URI.create(proxy).getPort() > 0)) {
            problem("alertmanager.http.proxy: found " + quoted(proxy) + ", expected http://host:port");
        }
    }

    private void readable(String name, @Nullable Path file) {
        if (file != null && !Files.isReadable(file)) {
            problem("alertmanager.http." + name + ": found " + quoted(file.toString())
                    + ", expected a file that the agent may read");
        }
    }

    private void atLeast(String name, Duration found, Duration least) {
        if (found.compareTo(least) < 0) {
            problem("alertmanager.timing." + name + ": found " + text(found) + ", expected at least " + text(least));
        }
    }

    private void problem(String text) {
        problems.add(text);
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = new URI(url);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String quoted(String found) {
        return '"' + found + '"';
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
