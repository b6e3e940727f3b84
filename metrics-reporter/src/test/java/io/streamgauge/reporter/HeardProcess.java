package io.streamgauge.reporter;

import io.streamgauge.wire.AbsentReason;
import io.streamgauge.wire.EventRecord;
import io.streamgauge.wire.Hello;
import io.streamgauge.wire.HistogramSample;
import io.streamgauge.wire.MetricType;
import io.streamgauge.wire.SpanRecord;
import io.streamgauge.wire.UpstreamListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an agent knows from one connection; it also holds the reporter to the protocol. Thread-safe. */
final class HeardProcess implements UpstreamListener {

    /** Breaches of the protocol. */
    final List<String> breaches = new ArrayList<>();

    private final Map<Integer, String> scopes = new HashMap<>();
    private final Map<Integer, Integer> scopeOfMetric = new HashMap<>();
    private final Map<Integer, String> metrics = new HashMap<>();
    private final Map<Integer, MetricType> types = new HashMap<>();
    private final Map<Integer, Object> values = new HashMap<>();
    private final List<SpanRecord> spans = new ArrayList<>();
    private final List<EventRecord> events = new ArrayList<>();
    private final Map<String, Long> problems = new TreeMap<>();
    private volatile boolean ended;
    private @Nullable Hello hello;
    private int reports;
    private int samplesInReport;
    private int samplesOfLastReport;

    /** The connection is over. */
    boolean hasEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }

    synchronized boolean hasHello() {
        return hello != null;
    }

    synchronized Hello hello() {
        return Objects.requireNonNull(hello);
    }

    synchronized int reports() {
        return reports;
    }

    /** Samples in the last whole report. */
    synchronized int samplesOfLastReport() {
        return samplesOfLastReport;
    }

    /** Series such as {@code taskmanager.job.name{label=value}}, and their last value; AbsentReason if absent. */
    synchronized Map<String, Object> series() {
        Map<String, Object> series = new TreeMap<>();
        metrics.forEach((id, name) -> {
            if (values.containsKey(id) && series.put(name, values.get(id)) != null) {
                breaches.add("twice: " + name);
            }
        });
        return series;
    }

    synchronized Map<String, MetricType> types() {
        Map<String, MetricType> named = new TreeMap<>();
        metrics.forEach((id, name) -> named.put(name, types.get(id)));
        return named;
    }

    synchronized List<SpanRecord> spans() {
        return List.copyOf(spans);
    }

    synchronized List<EventRecord> events() {
        return List.copyOf(events);
    }

    synchronized Map<String, Long> problems() {
        return new TreeMap<>(problems);
    }

    synchronized List<String> breaches() {
        return List.copyOf(breaches);
    }

    synchronized int metricCount() {
        return metrics.size();
    }

    synchronized int scopeCount() {
        return scopes.size();
    }

    private void require(boolean held, String breach) {
        if (!held) {
            breaches.add(breach);
        }
    }

    @Override
    public synchronized void hello(Hello hello) {
        require(this.hello == null, "second hello");
        this.hello = hello;
    }

    @Override
    public synchronized void defineScope(int scopeId, String logicalScope, Map<String, String> labels) {
        require(hello != null, "define before hello");
        require(scopes.put(scopeId, logicalScope + "." + "NAME" + new TreeMap<>(labels)) == null, "scope again");
    }

    @Override
    public synchronized void defineMetric(int metricId, int scopeId, MetricType type, String name) {
        require(scopes.containsKey(scopeId), "metric of unknown scope");
        String series = String.valueOf(scopes.get(scopeId))
                .replaceFirst("NAME", java.util.regex.Matcher.quoteReplacement(name));
        require(metrics.put(metricId, series) == null, "metric again");
        types.put(metricId, type);
        scopeOfMetric.put(metricId, scopeId);
    }

    @Override
    public synchronized void forgetMetric(int metricId) {
        require(metrics.remove(metricId) != null, "forgot an unknown metric");
        types.remove(metricId);
        values.remove(metricId);
        scopeOfMetric.remove(metricId);
    }

    @Override
    public synchronized void forgetScope(int scopeId) {
        require(scopes.remove(scopeId) != null, "forgot an unknown scope");
        require(!scopeOfMetric.containsValue(scopeId), "forgot a scope in use");
    }

    @Override
    public synchronized void values(long epochMillis) {
        require(hello != null, "values before hello");
    }

    private void value(int metricId, Object value) {
        require(metrics.containsKey(metricId), "value of unknown metric " + metricId);
        values.put(metricId, value);
        samplesInReport++;
    }

    @Override
    public synchronized void longValue(int metricId, long value) {
        value(metricId, value);
    }

    @Override
    public synchronized void doubleValue(int metricId, double value) {
        value(metricId, value);
    }

    @Override
    public synchronized void absent(int metricId, AbsentReason reason) {
        value(metricId, reason);
    }

    @Override
    public synchronized void histogram(int metricId, HistogramSample sample) {
        HistogramSample copy = new HistogramSample();
        copy.copyFrom(sample);
        value(metricId, copy);
    }

    @Override
    public synchronized void endOfReport() {
        reports++;
        samplesOfLastReport = samplesInReport;
        samplesInReport = 0;
    }

    @Override
    public synchronized void span(SpanRecord span) {
        spans.add(span);
    }

    @Override
    public synchronized void event(EventRecord event) {
        events.add(event);
    }

    @Override
    public synchronized void problem(String cause, String subject, long total) {
        problems.put(subject + ": " + cause, total);
    }

    @Override
    public synchronized void unknownFrame(int frameType) {
        breaches.add("unknown frame " + frameType);
    }
}
