package io.streamgauge.testbed.demo;

import io.streamgauge.testbed.AlertmanagerServer;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The agent's configuration in the demo: days of detection compressed to minutes. */
public final class AgentConfiguration {

    private AgentConfiguration() {}

    /** Its YAML but for the port. */
    public static String yaml(URI flinkRest, @Nullable AlertmanagerServer alertmanager) {
        String yaml =
                """
                tick: 2s
                flink:
                  rest:
                    addresses: [%s]
                analysis:
                  leak:
                    warm-up: 60s
                    window: 150s
                    longest-window: 20m
                    least-growth: 0.25
                    watermark-stall: 60s
                    lives: {suspect-after: 90s, confirm-after: 4m, expiry-after: 4m, least-growth: 0.1}
                checkpoint:
                  key-groups: 32
                """
                        .formatted(flinkRest);
        return alertmanager == null
                ? yaml
                : yaml
                        + """
                        alertmanager:
                          peers: [%s]
                        """
                                .formatted(alertmanager.url());
    }
}
