package io.streamgauge.agent.output.prometheus;

import io.streamgauge.agent.metric.MetricDefinition;
import io.streamgauge.agent.metric.MetricType;
import io.streamgauge.agent.metric.Sample;
import io.streamgauge.agent.output.prometheus.text.PrerenderedFamilies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The samples of a tick as families of the page. */
public final class DerivedFamilies {

    private DerivedFamilies() {}

    public static PrerenderedFamilies of(List<Sample> samples) {
        Map<MetricDefinition, List<Sample>> families = new LinkedHashMap<>();
        for (Sample sample : samples) {
            families.computeIfAbsent(sample.metric(), metric -> new ArrayList<>())
                    .add(sample);
        }
        PrerenderedFamilies.Builder builder = PrerenderedFamilies.builder();
        families.forEach((metric, members) -> {
            if (metric.type() == MetricType.COUNTER) {
                builder.counter(metric.name(), metric.help());
            } else {
                builder.gauge(metric.name(), metric.help());
            }
            members.forEach(sample -> builder.sample(sample.value(), labels(sample)));
        });
        return builder.build();
    }

    private static String[] labels(Sample sample) {
        List<String> names = sample.metric().labels();
        String[] pairs = new String[2 * names.size()];
        for (int i = 0; i < names.size(); i++) {
            pairs[2 * i] = names.get(i);
            pairs[2 * i + 1] = sample.labelValues().get(i);
        }
        return pairs;
    }
}
