package io.streamgauge.agent.history;

import io.streamgauge.agent.cohort.JobEvidence;
import io.streamgauge.agent.declaration.Declarations;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobEvent;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.history.series.Series;
import io.streamgauge.agent.history.series.SeriesKey;
import java.util.List;
import java.util.Map;

/**
 * All that an analysis sees: the past up to the tick being judged. Immutable, so a window can be kept and judged again.
 *
 * @param now the facts of this tick; {@code now.at()} is the time to judge by
 * @param series every remembered series with at least one point in the window
 * @param events by job id, oldest first
 * @param previousFindings what the tick before had found: the memory of hysteresis
 * @param evidence by job id, what is remembered of its states up to its newest checkpoint that was read
 * @param declarations what people told of states
 */
public record Window(
        Facts now,
        Map<SeriesKey, Series> series,
        Map<String, List<JobEvent>> events,
        List<Finding> previousFindings,
        Map<String, JobEvidence> evidence,
        Declarations declarations) {

    public Window {
        series = Map.copyOf(series);
        events = Map.copyOf(events);
        previousFindings = List.copyOf(previousFindings);
        evidence = Map.copyOf(evidence);
    }

    /** Where no checkpoint was read. */
    public Window(
            Facts now,
            Map<SeriesKey, Series> series,
            Map<String, List<JobEvent>> events,
            List<Finding> previousFindings) {
        this(now, series, events, previousFindings, Map.of(), Declarations.NONE);
    }

    /** Empty where nothing is known of it. */
    public Series series(String metric, String... labelValues) {
        return series.getOrDefault(new SeriesKey(metric, List.of(labelValues)), Series.EMPTY);
    }

    public List<JobEvent> events(String jobId) {
        return events.getOrDefault(jobId, List.of());
    }
}
