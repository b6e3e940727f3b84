package io.streamgauge.testbed.demo;

import io.streamgauge.testbed.AlertmanagerServer;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The agent's configuration in the demo: days of detection compressed to minutes. */
final class AgentConfiguration {

    private AgentConfiguration() {}

    static String yaml(URI flinkRest, @Nullable AlertmanagerServer alertmanager) {
        String yaml =
                """
                tick: 2s
                flink:
                  rest:
                    addresses: [%s]
                """
                        .formatted(flinkRest);
        return alertmanager == null
                ? yaml
                : yaml
                        + """
                alertmanager:
                  addresses: [%s]
                """
                                .formatted(alertmanager.url());
    }
}
