package io.streamgauge.testbed;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an Alertmanager notifies: every alert to one webhook, resolved ones too, grouped by alert name.
 *
 * @param webhook where notifications go; null for nowhere
 * @param groupWait how long it collects before the first notification of a group
 * @param groupInterval between notifications of a group that changed, resolutions included
 */
public record AlertmanagerSettings(@Nullable URI webhook, Duration groupWait, Duration groupInterval) {
    /** Notifies nobody; a second from alert to notification once it is told whom. */
    public static AlertmanagerSettings defaults() {
        return new AlertmanagerSettings(null, Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    public AlertmanagerSettings withWebhook(URI newWebhook) {
        return new AlertmanagerSettings(newWebhook, groupWait, groupInterval);
    }

    String toYaml() {
        String receiver = Optional.ofNullable(webhook)
                .map(url -> "\n    webhook_configs: [{url: " + Yaml.quoted(url.toString()) + ", send_resolved: true}]")
                .orElse("");
        return "route: {receiver: testbed, group_by: [alertname], group_wait: " + groupWait.toMillis()
                + "ms, group_interval: " + groupInterval.toMillis() + "ms, repeat_interval: 1h}\n"
                + "receivers:\n  - name: testbed" + receiver + "\n";
    }
}
