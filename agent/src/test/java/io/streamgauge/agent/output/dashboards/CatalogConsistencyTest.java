package io.streamgauge.agent.output.dashboards;

import io.streamgauge.agent.metric.MetricDefinition;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Queries name only metrics that exist, with labels that they have. */
class CatalogConsistencyTest {

    private static final Pattern METRIC =
            Pattern.compile("\\b(streamgauge_[a-z0-9_]+|up|ALERTS|flink_[a-zA-Z0-9_]+)\\b(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
    private static final Set<String> TARGET_LABELS = Set.of("job", "instance");

    @Test
    void everyMetricOfDashboardsAndRulesExists() {
        Set<String> unknown = new TreeSet<>();
        ShippedQueries.all().values().forEach(query -> {
            Matcher metrics = METRIC.matcher(query);
            while (metrics.find()) {
                unknown.add(metrics.group(1));
            }
        });
        unknown.removeAll(KnownMetrics.all());
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyLabelThatIsSelectedByIsOneOfItsMetric() {
        Map<String, MetricDefinition> catalog = KnownMetrics.catalog();
        Set<String> wrong = new TreeSet<>();
        ShippedQueries.all().values().forEach(query -> {
            Matcher metrics = METRIC.matcher(query);
            while (metrics.find()) {
                MetricDefinition definition = catalog.get(metrics.group(1));
                if (definition != null && metrics.group(2) != null) {
                    Matcher labels = LABEL.matcher(metrics.group(2));
                    while (labels.find()) {
                        if (!definition.labels().contains(labels.group(1))
                                && !TARGET_LABELS.contains(labels.group(1))) {
                            wrong.add(definition.name() + " has no label " + labels.group(1));
                        }
                    }
                }
            }
        });
        assertThat(wrong).isEmpty();
    }
}
