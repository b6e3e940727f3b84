package io.streamgauge.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * An alert as Alertmanager tells it.
 *
 * @param state from its API "active", "suppressed" or "unprocessed"; from its webhook "firing" or "resolved"
 */
public record Alert(String state, Map<String, String> labels, Map<String, String> annotations) {
    public Alert {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** The label "alertname", empty if it has none. */
    public String name() {
        return labels.getOrDefault("alertname", "");
    }

    static List<Alert> listFrom(JsonNode alerts) {
        return StreamSupport.stream(alerts.spliterator(), false)
                .map(alert -> new Alert(
                        alert.path("status").isTextual()
                                ? alert.path("status").asText()
                                : alert.path("status").path("state").asText(),
                        texts(alert.path("labels")),
                        texts(alert.path("annotations"))))
                .toList();
    }

    /** The fields of an object, each as text. */
    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }
}
