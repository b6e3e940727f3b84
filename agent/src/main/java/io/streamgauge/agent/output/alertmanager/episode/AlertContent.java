package io.streamgauge.agent.output.alertmanager.episode;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an alert says, without its times.
 *
 * @param labels the identity at Alertmanager: stable while the same thing is wrong, over restarts of job and agent
 * @param annotations may change at any time without a new notification
 * @param generatorUrl absolute; Alertmanager refuses the whole batch of an alert whose URL is not valid
 */
public record AlertContent(
        SortedMap<String, String> labels, SortedMap<String, String> annotations, String generatorUrl) {

    public AlertContent {
        labels = sorted(labels);
        annotations = sorted(annotations);
    }

    public static SortedMap<String, String> sorted(Map<String, String> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
