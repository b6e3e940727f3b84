package io.streamgauge.agent.metric;

import java.util.List;

/**
 * One metric that the agent derives.
 *
 * @param name as exposed, with unit and {@code _total}
 * @param labels label names, in the order of {@link Sample#labelValues}
 * @param remembered whether the history keeps it, so that analyses can read it
 */
public record MetricDefinition(String name, MetricType type, String help, List<String> labels, boolean remembered) {

    public MetricDefinition {
        labels = List.copyOf(labels);
    }
}
