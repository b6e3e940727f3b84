package io.streamgauge.agent.history.series;

import java.util.List;

/** Names one series: a metric of the catalog and its label values in the catalog's order. */
public record SeriesKey(String metric, List<String> labelValues) {

    public SeriesKey {
        labelValues = List.copyOf(labelValues);
    }
}
