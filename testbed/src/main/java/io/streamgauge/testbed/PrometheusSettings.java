package io.streamgauge.testbed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Prometheus scrapes, evaluates and alerts.
 *
 * @param interval between scrapes and between rule evaluations, at least a millisecond
 * @param targets "host:port" lists by scrape job name
 * @param ruleFiles absolute paths, wildcards allowed in the last part
 * @param alertmanagers "host:port" each
 */
public record PrometheusSettings(
        Duration interval, Map<String, List<String>> targets, List<Path> ruleFiles, List<String> alertmanagers) {
    public PrometheusSettings {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        ruleFiles = List.copyOf(ruleFiles);
        alertmanagers = List.copyOf(alertmanagers);
    }

    /** Scrapes nothing yet, once a second. */
    public static PrometheusSettings defaults() {
        return new PrometheusSettings(Duration.ofSeconds(1), Map.of(), List.of(), List.of());
    }

    public PrometheusSettings withInterval(Duration newInterval) {
        return new PrometheusSettings(newInterval, targets, ruleFiles, alertmanagers);
    }

    /** Adds a scrape job. */
    public PrometheusSettings withTargets(String job, List<String> hostPorts) {
        Map<String, List<String>> changed = new LinkedHashMap<>(targets);
        changed.put(job, List.copyOf(hostPorts));
        return new PrometheusSettings(interval, changed, ruleFiles, alertmanagers);
    }

    public PrometheusSettings withRuleFiles(List<Path> newRuleFiles) {
        return new PrometheusSettings(interval, targets, newRuleFiles, alertmanagers);
    }

    public PrometheusSettings withAlertmanagers(List<String> hostPorts) {
        return new PrometheusSettings(interval, targets, ruleFiles, hostPorts);
    }

    String toYaml() {
        StringBuilder yaml = new StringBuilder("global:\n");
        String every = interval.toMillis() + "ms";
        yaml.append("  scrape_interval: ").append(every).append('\n');
        yaml.append("  scrape_timeout: ").append(every).append('\n');
        yaml.append("  evaluation_interval: ").append(every).append('\n');
        yaml.append("rule_files: ").append(list(ruleFiles)).append('\n');
        yaml.append("alerting:\n  alertmanagers:\n    - static_configs: [{targets: ")
                .append(list(alertmanagers))
                .append("}]\n");
        yaml.append(targets.isEmpty() ? "scrape_configs: []\n" : "scrape_configs:\n");
        targets.forEach((job, hostPorts) -> yaml.append("  - job_name: ")
                .append(Yaml.quoted(job))
                .append("\n    static_configs: [{targets: ")
                .append(list(hostPorts))
                .append("}]\n"));
        return yaml.toString();
    }

    private static String list(List<?> values) {
        return values.stream()
                .map(value -> Yaml.quoted(value.toString()))
                .toList()
                .toString();
    }
}
