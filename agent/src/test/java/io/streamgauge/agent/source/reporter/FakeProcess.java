package io.streamgauge.agent.source.reporter;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import io.streamgauge.wire.AbsentReason;
import io.streamgauge.wire.Hello;
import io.streamgauge.wire.HistogramSample;
import io.streamgauge.wire.MetricType;
import io.streamgauge.wire.Protocol;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A process that reports without a network in between. Not thread-safe. */
public final class FakeProcess {

    private final ManualClock clock;
    private final ReporterSource source;
    private final ProcessSession session;
    private final Map<String, Integer> metricIds = new HashMap<>();
    private int nextId;

    public FakeProcess(String processId, ManualClock clock) {
        this.clock = clock;
        source = new ReporterSource(IngestSettings.defaults(), clock, () -> 0);
        session = new ProcessSession(source, "test:1", source.newAccount(), new DeafPeer());
        session.hello(new Hello(Protocol.VERSION, processId, 1000, Map.of(), List.of()));
    }

    /** Labels are names and values in turn. */
    public int scope(String logicalScope, String... labels) {
        int id = nextId++;
        session.defineScope(id, logicalScope, labels(labels));
        return id;
    }

    public static Map<String, String> labels(String... pairs) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            labels.put(pairs[i], pairs[i + 1]);
        }
        return labels;
    }

    public FakeProcess define(int scope, MetricType type, String name) {
        int id = nextId++;
        metricIds.put(scope + "/" + name, id);
        session.defineMetric(id, scope, type, name);
        return this;
    }

    public FakeProcess counter(int scope, String name, long value) {
        define(scope, MetricType.COUNTER, name);
        return put(scope, name, value);
    }

    public FakeProcess gauge(int scope, String name, long value) {
        define(scope, MetricType.GAUGE, name);
        return put(scope, name, value);
    }

    public FakeProcess gauge(int scope, String name, double value) {
        define(scope, MetricType.GAUGE, name);
        session.doubleValue(id(scope, name), value);
        return this;
    }

    public FakeProcess put(int scope, String name, long value) {
        session.longValue(id(scope, name), value);
        return this;
    }

    public FakeProcess put(int scope, String name, double value) {
        session.doubleValue(id(scope, name), value);
        return this;
    }

    public FakeProcess absent(int scope, String name) {
        define(scope, MetricType.GAUGE, name);
        session.absent(id(scope, name), AbsentReason.NOT_NUMERIC);
        return this;
    }

    public FakeProcess histogram(int scope, String name, HistogramSample sample) {
        define(scope, MetricType.HISTOGRAM, name);
        session.histogram(id(scope, name), sample);
        return this;
    }

    public FakeProcess forget(int scope, String name) {
        session.forgetMetric(Objects.requireNonNull(metricIds.remove(scope + "/" + name)));
        return this;
    }

    public FakeProcess forgetScope(int scope) {
        metricIds.keySet().removeIf(key -> {
            boolean mine = key.startsWith(scope + "/");
            if (mine) {
                session.forgetMetric(Objects.requireNonNull(metricIds.get(key)));
            }
            return mine;
        });
        session.forgetScope(scope);
        return this;
    }

    /** Ends the report. */
    public ProcessSnapshot report() {
        session.values(clock.millis());
        session.endOfReport();
        return Objects.requireNonNull(session.snapshot());
    }

    private int id(int scope, String name) {
        return Objects.requireNonNull(metricIds.get(scope + "/" + name));
    }
}
