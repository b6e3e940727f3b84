package io.streamgauge.agent.metric;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects samples, and leaves out what is not known. */
final class Samples {

    private final List<Sample> samples = new ArrayList<>();

    void add(MetricDefinition metric, @Nullable Number value, String... labels) {
        if (value != null && Double.isFinite(value.doubleValue())) {
            samples.add(new Sample(metric, List.of(labels), value.doubleValue()));
        }
    }

    List<Sample> all() {
        return List.copyOf(samples);
    }
}
