package io.streamgauge.agent.history;

import io.streamgauge.agent.fact.JobEvent;
import io.streamgauge.agent.metric.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one tick adds.
 *
 * @param samples only those whose metric is remembered are kept
 * @param events by job id
 */
public record Tick(Instant at, List<Sample> samples, Map<String, List<JobEvent>> events) {

    public Tick {
        samples = List.copyOf(samples);
        events = Map.copyOf(events);
    }
}
