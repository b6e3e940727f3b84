package io.streamgauge.agent.analysis.leak.past;

import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.OperatorFacts;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.history.Window;
import io.streamgauge.agent.history.series.Series;
import io.streamgauge.agent.history.series.SeriesKey;
import io.streamgauge.agent.metric.MetricCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is remembered of one job, sorted by operator id and state, whatever order the window had it in. */
public record JobPast(JobFacts job, List<OperatorPast> operators) {

    /** Places in the labels of the catalog's state and operator metrics. */
    private static final int JOB_ID = 0;

    private static final int OPERATOR_ID = 2;
    private static final int OPERATOR_NAME = 3;
    private static final int STATE = 4;

    public JobPast {
        operators = List.copyOf(operators);
    }

    /** The jobs of this tick, in the order of the facts. */
    public static List<JobPast> of(Window window) {
        Map<String, Map<String, Draft>> drafts = new HashMap<>();
        for (Map.Entry<SeriesKey, Series> entry : window.series().entrySet()) {
            String metric = entry.getKey().metric();
            List<String> labels = entry.getKey().labelValues();
            boolean ofState = Draft.STATE_METRICS.contains(metric);
            if (ofState || Draft.OPERATOR_METRICS.contains(metric)) {
                Draft draft = drafts.computeIfAbsent(labels.get(JOB_ID), id -> new TreeMap<>())
                        .computeIfAbsent(labels.get(OPERATOR_ID), id -> new Draft(labels.get(OPERATOR_NAME)));
                (ofState ? draft.state(labels.get(STATE)) : draft.own).put(metric, entry.getValue());
            }
        }
        List<JobPast> jobs = new ArrayList<>();
        for (JobFacts job : window.now().jobs()) {
            Map<String, OperatorRef> known = new HashMap<>();
            for (OperatorFacts operator : job.operators()) {
                known.put(operator.operator().id(), operator.operator());
            }
            List<OperatorPast> operators = new ArrayList<>();
            drafts.getOrDefault(job.job().id(), Map.of())
                    .forEach((id, draft) -> operators.add(draft.finish(id, known.get(id))));
            jobs.add(new JobPast(job, operators));
        }
        return jobs;
    }

    /** All states of all operators. */
    public int states() {
        return operators.stream().mapToInt(operator -> operator.states().size()).sum();
    }

    /** One operator while its series are gathered. */
    private static final class Draft {

        private static final List<String> OPERATOR_METRICS =
                List.of(MetricCatalog.OPERATOR_RECORDS_IN.name(), MetricCatalog.OPERATOR_WATERMARK.name());
        private static final List<String> STATE_METRICS = List.of(
                MetricCatalog.STATE_KEYS.name(),
                MetricCatalog.STATE_SST_BYTES.name(),
                MetricCatalog.STATE_MEMTABLE_ENTRIES.name(),
                MetricCatalog.STATE_MEMTABLE_DELETES.name());

        private final String name;
        private final Map<String, Series> own = new HashMap<>();
        private final Map<String, Map<String, Series>> states = new TreeMap<>();

        Draft(String name) {
            this.name = name;
        }

        Map<String, Series> state(String state) {
            return states.computeIfAbsent(state, any -> new HashMap<>());
        }

        OperatorPast finish(String id, @Nullable OperatorRef known) {
            List<StatePast> pasts = new ArrayList<>();
            states.forEach((state, series) -> pasts.add(new StatePast(
                    state,
                    series.getOrDefault(STATE_METRICS.get(0), Series.EMPTY),
                    series.getOrDefault(STATE_METRICS.get(1), Series.EMPTY),
                    series.getOrDefault(STATE_METRICS.get(2), Series.EMPTY),
                    series.getOrDefault(STATE_METRICS.get(3), Series.EMPTY))));
            return new OperatorPast(
                    known == null ? new OperatorRef(id, null, name) : known,
                    Arrivals.of(own.getOrDefault(OPERATOR_METRICS.get(0), Series.EMPTY)),
                    own.getOrDefault(OPERATOR_METRICS.get(1), Series.EMPTY),
                    pasts);
        }
    }
}
