package io.streamgauge.agent.metric;

import java.util.List;

/** One number of one metric. Never NaN: what is not known has no sample. */
public record Sample(MetricDefinition metric, List<String> labelValues, double value) {

    public Sample {
        labelValues = List.copyOf(labelValues);
        if (labelValues.size() != metric.labels().size()) {
            throw new IllegalArgumentException(
                    metric.name() + ": expected values for " + metric.labels() + ", found " + labelValues);
        }
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(metric.name() + labelValues + ": NaN; leave out what is not known");
        }
    }
}
