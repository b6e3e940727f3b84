package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.leak.life.LifeSettings;
import io.streamgauge.agent.fact.CheckpointFacts;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobEvent;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.RestartFacts;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.history.Window;
import io.streamgauge.agent.history.series.Series;
import io.streamgauge.agent.history.series.SeriesKey;
import io.streamgauge.agent.metric.MetricCatalog;
import io.streamgauge.agent.metric.MetricDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the agent would have seen of one job, tick by tick; can be judged as of any of its ticks. */
final class Recording {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final JobRef JOB = new JobRef("job-1", "support-desk");
    static final String OPERATOR = "conversations";

    private final long millisPerSecond;
    private final Map<SeriesKey, TreeMap<Long, Double>> points = new HashMap<>();
    private final Map<SeriesKey, Series> whole = new HashMap<>();
    private final List<JobEvent> events = new ArrayList<>();

    Recording(long millisPerSecond) {
        this.millisPerSecond = millisPerSecond;
    }

    Instant at(double second) {
        return START.plusMillis(Math.round(second * millisPerSecond));
    }

    void event(double second, JobEvent.Kind kind) {
        events.add(new JobEvent(at(second), kind, ""));
    }

    void operator(double second, double recordsIn, @Nullable Double watermarkSeconds) {
        operator(OPERATOR, second, recordsIn, watermarkSeconds);
    }

    void operator(String operator, double second, double recordsIn, @Nullable Double watermarkSeconds) {
        List<String> labels = List.of(JOB.id(), JOB.name(), "id-of-" + operator, operator);
        add(MetricCatalog.OPERATOR_RECORDS_IN, labels, second, recordsIn);
        if (watermarkSeconds != null) {
            add(MetricCatalog.OPERATOR_WATERMARK, labels, second, watermarkSeconds);
        }
    }

    void state(double second, String state, double keys, double sstBytes, double entries, double deletes) {
        state(OPERATOR, second, state, keys, sstBytes, entries, deletes);
    }

    void state(
            String operator,
            double second,
            String state,
            double keys,
            double sstBytes,
            double entries,
            double deletes) {
        List<String> labels = List.of(JOB.id(), JOB.name(), "id-of-" + operator, operator, state);
        add(MetricCatalog.STATE_KEYS, labels, second, keys);
        add(MetricCatalog.STATE_SST_BYTES, labels, second, sstBytes);
        add(MetricCatalog.STATE_MEMTABLE_ENTRIES, labels, second, entries);
        add(MetricCatalog.STATE_MEMTABLE_DELETES, labels, second, deletes);
    }

    private void add(MetricDefinition metric, List<String> labels, double second, double value) {
        points.computeIfAbsent(new SeriesKey(metric.name(), labels), key -> new TreeMap<>())
                .put(at(second).toEpochMilli(), value);
    }

    /** The same without some points. */
    Recording without(Predicate<SeriesKey> series, long fromMillis, long toMillis) {
        Recording less = new Recording(millisPerSecond);
        less.events.addAll(events);
        points.forEach((key, all) -> {
            TreeMap<Long, Double> kept = new TreeMap<>(all);
            if (series.test(key)) {
                kept.subMap(fromMillis, toMillis).clear();
            }
            if (!kept.isEmpty()) {
                less.points.put(key, kept);
            }
        });
        return less;
    }

    /** The same with the values of one metric multiplied. */
    Recording scaled(MetricDefinition metric, double factor) {
        Recording scaled = new Recording(millisPerSecond);
        scaled.events.addAll(events);
        points.forEach((key, all) -> {
            TreeMap<Long, Double> copy = new TreeMap<>(all);
            if (key.metric().equals(metric.name())) {
                copy.replaceAll((time, value) -> value * factor);
            }
            scaled.points.put(key, copy);
        });
        return scaled;
    }

    /** The same with states under other names. */
    Recording renamed(Map<String, String> names) {
        Recording renamed = new Recording(millisPerSecond);
        renamed.events.addAll(events);
        points.forEach((key, all) -> {
            List<String> labels = new ArrayList<>(key.labelValues());
            if (labels.size() == 5) {
                labels.set(4, names.getOrDefault(labels.get(4), labels.get(4)));
            }
            renamed.points.put(new SeriesKey(key.metric(), labels), all);
        });
        return renamed;
    }

    /** Everything, made once: nothing is added after the first look. */
    private Map<SeriesKey, Series> whole() {
        if (whole.isEmpty()) {
            points.forEach((key, all) -> whole.put(
                    key,
                    new Series(
                            all.keySet().stream().mapToLong(time -> time).toArray(),
                            all.values().stream().mapToDouble(value -> value).toArray())));
        }
        return whole;
    }

    Window window(long nowMillis, List<Finding> previous) {
        Map<SeriesKey, Series> series = new HashMap<>();
        for (Map.Entry<SeriesKey, Series> entry : whole().entrySet()) {
            Series past = entry.getValue().between(Long.MIN_VALUE, nowMillis + 1);
            if (!past.isEmpty()) {
                series.put(entry.getKey(), past);
            }
        }
        List<JobEvent> pastEvents = events.stream()
                .filter(event -> event.at().toEpochMilli() <= nowMillis)
                .toList();
        JobFacts job = new JobFacts(
                JOB,
                "RUNNING",
                null,
                null,
                null,
                new RestartFacts(null, null),
                CheckpointFacts.unknown(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        Facts facts = new Facts(Instant.ofEpochMilli(nowMillis), List.of(job), List.of(), List.of());
        return new Window(facts, series, Map.of(JOB.id(), pastEvents), previous);
    }

    /** Judges every tick, each with the findings of the one before. */
    List<Judged> judge(LeakSettings settings) {
        LeakAnalyzer analyzer = new LeakAnalyzer(settings, LifeSettings.compressed());
        TreeSet<Long> times = new TreeSet<>();
        points.values().forEach(all -> times.addAll(all.keySet()));
        List<Judged> answers = new ArrayList<>();
        List<Finding> previous = List.of();
        for (long time : times) {
            previous = analyzer.analyse(window(time, previous));
            answers.add(new Judged((double) (time - START.toEpochMilli()) / millisPerSecond, previous));
        }
        return answers;
    }

    /** What was found at a second of the run. */
    record Judged(double second, List<Finding> findings) {

        /** All that accuse a state. */
        List<Finding> accusations() {
            return findings.stream()
                    .filter(finding -> finding.verdict().compareTo(io.streamgauge.agent.finding.Verdict.WATCH) >= 0)
                    .toList();
        }
    }
}
