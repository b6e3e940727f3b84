package io.streamgauge.agent.output.dashboards;

import io.streamgauge.agent.metric.MetricCatalog;
import io.streamgauge.agent.metric.MetricDefinition;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every metric that a query may name. */
final class KnownMetrics {

    /** Made by Prometheus. */
    static final Set<String> THIRD_PARTY = Set.of("up", "ALERTS");

    /** The agent's own, which micrometer makes. */
    static final Set<String> AGENT = Set.of(
            "streamgauge_build_info",
            "streamgauge_finding",
            "streamgauge_source_last_success_timestamp_seconds",
            "streamgauge_tick_seconds_count",
            "streamgauge_tick_seconds_sum");

    private KnownMetrics() {}

    static Set<String> all() {
        Set<String> all = new TreeSet<>(THIRD_PARTY);
        all.addAll(AGENT);
        all.addAll(catalog().keySet());
        return all;
    }

    /** By name. */
    static Map<String, MetricDefinition> catalog() {
        Map<String, MetricDefinition> catalog = new TreeMap<>();
        for (Field field : MetricCatalog.class.getFields()) {
            try {
                if (field.get(null) instanceof MetricDefinition definition) {
                    catalog.put(definition.name(), definition);
                }
            } catch (IllegalAccessException e) {
                throw new AssertionError(field + " is public", e);
            }
        }
        return catalog;
    }
}
