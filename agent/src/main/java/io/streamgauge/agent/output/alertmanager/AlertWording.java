package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.CauseShare;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Forecast;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.AlertSettings;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Links;
import io.streamgauge.agent.output.alertmanager.episode.AlertContent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Labels and annotations of a finding's alert. The labels are those of the rule of the same name under alerts/, so that
 * Alertmanager takes both for one alert.
 */
final class AlertWording {

    static final String ALERT_NAME = "alertname";
    static final String SEVERITY = "severity";
    static final String JOB_NAME = "job_name";
    static final String OPERATOR_ID = "operator_id";
    static final String OPERATOR_NAME = "operator_name";
    static final String STATE = "state";
    static final List<String> OWN_LABELS = List.of(ALERT_NAME, SEVERITY, JOB_NAME, OPERATOR_ID, OPERATOR_NAME, STATE);

    private static final String PREFIX = "Streamgauge";
    private static final AlertSettings OTHER_KINDS = new AlertSettings(true, "warning");

    private final Map<String, AlertSettings> alerts;
    private final Map<String, String> externalLabels;
    private final Links links;

    AlertWording(AlertmanagerSettings settings) {
        this.alerts = settings.alerts();
        this.externalLabels = settings.externalLabels();
        this.links = settings.links();
    }

    boolean isPushed(String kind) {
        return alerts.getOrDefault(kind, OTHER_KINDS).push();
    }

    /** "state-leak" is "StreamgaugeStateLeak". */
    static String alertName(String kind) {
        StringBuilder name = new StringBuilder(PREFIX);
        for (String word : kind.split("-")) {
            if (!word.isEmpty()) {
                name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        return name.toString();
    }

    /** Without job id, verdict, cause and values: all of those change while the same thing is wrong. */
    SortedMap<String, String> labels(Finding finding) {
        SortedMap<String, String> labels = new TreeMap<>(externalLabels);
        labels.put(ALERT_NAME, alertName(finding.kind()));
        labels.put(SEVERITY, alerts.getOrDefault(finding.kind(), OTHER_KINDS).severity());
        labels.put(JOB_NAME, finding.job().name());
        OperatorRef operator = finding.operator();
        if (operator != null) {
            labels.put(OPERATOR_ID, operator.id());
            labels.put(OPERATOR_NAME, operator.name());
        }
        String state = finding.state();
        if (state != null) {
            labels.put(STATE, state);
        }
        // Alertmanager drops empty ones; without them our own idea of the identity stays the same as its.
        labels.values().removeIf(String::isEmpty);
        return Collections.unmodifiableSortedMap(labels);
    }

    AlertContent content(Finding finding) {
        SortedMap<String, String> annotations = new TreeMap<>();
        annotations.put("summary", summary(finding));
        annotations.put("description", description(finding));
        annotations.put("verdict", finding.verdict().text());
        Cause cause = finding.cause();
        if (cause != null) {
            annotations.put("cause", cause.text());
        }
        annotations.put("runbook_url", links.runbooks() + "/" + alertName(finding.kind()) + "/runbook.md");
        String grafana = links.grafana();
        if (grafana != null) {
            annotations.put(
                    "dashboard_url",
                    grafana + "/d/streamgauge-job?var-flink_job="
                            + query(finding.job().name()));
        }
        return new AlertContent(labels(finding), annotations, links.agent() + "/?finding=" + query(finding.id()));
    }

    private static String summary(Finding finding) {
        StringBuilder summary = new StringBuilder();
        String state = finding.state();
        if (finding.kind().equals(Finding.STATE_LEAK) && state != null) {
            summary.append("State ").append(state).append(" grows and nothing bounds it");
        } else {
            String words = finding.kind().replace('-', ' ');
            summary.append(words.substring(0, 1).toUpperCase(Locale.ROOT)).append(words.substring(1));
            if (state != null) {
                summary.append(", state ").append(state);
            }
        }
        OperatorRef operator = finding.operator();
        if (operator != null) {
            summary.append(", operator ").append(operator.name());
        }
        return summary.append(", job ").append(finding.job().name()).toString();
    }

    private static String description(Finding finding) {
        StringBuilder text = new StringBuilder("Verdict ")
                .append(finding.verdict().text())
                .append(", since ")
                .append(finding.since())
                .append('.');
        if (!finding.evidence().isEmpty()) {
            text.append(finding.evidence().stream().map(Evidence::text).collect(Collectors.joining("; ", " ", ".")));
        }
        if (!finding.causes().isEmpty()) {
            text.append(finding.causes().stream()
                    .map(AlertWording::share)
                    .collect(Collectors.joining(", ", " Cause: ", ".")));
        }
        Forecast forecast = finding.forecast();
        if (forecast != null) {
            text.append(" If nothing changes: ")
                    .append(forecast.limit())
                    .append(" at about ")
                    .append(forecast.p50())
                    .append(" (between ")
                    .append(forecast.p10())
                    .append(" and ")
                    .append(forecast.p90())
                    .append(").");
        }
        if (!finding.fix().isEmpty()) {
            text.append(" What to do: ").append(finding.fix());
        }
        if (!finding.notAssessed().isEmpty()) {
            text.append(" Not assessed: ")
                    .append(String.join(", ", finding.notAssessed()))
                    .append('.');
        }
        return text.toString();
    }

    private static String share(CauseShare share) {
        return share.cause().text() + " (" + Math.round(share.probability() * 100) + " %)";
    }

    private static String query(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
