package io.streamgauge.reporter;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.MetricGroup;

/** What Flink hands a reporter: a wrapper, new for each call, around a group that stays. */
final class FakeGroup implements MetricGroup, LogicalScopeProvider {

    private final FakeGroup wrapped;
    private final String logicalScope;
    private final Map<String, String> variables = new HashMap<>();

    FakeGroup(String logicalScope, Map<String, String> labels) {
        this.wrapped = this;
        this.logicalScope = logicalScope;
        labels.forEach((key, value) -> variables.put('<' + key + '>', value));
    }

    private FakeGroup(FakeGroup wrapped) {
        this.wrapped = wrapped;
        this.logicalScope = wrapped.logicalScope;
        this.variables.putAll(wrapped.variables);
    }

    FakeGroup front() {
        return new FakeGroup(this);
    }

    @Override
    public MetricGroup getWrappedMetricGroup() {
        return wrapped;
    }

    @Override
    public String getLogicalScope(CharacterFilter filter) {
        return logicalScope;
    }

    @Override
    public String getLogicalScope(CharacterFilter filter, char delimiter) {
        return logicalScope;
    }

    @Override
    public Map<String, String> getAllVariables() {
        return variables;
    }

    @Override
    public Counter counter(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <C extends Counter> C counter(String name, C counter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <M extends Meter> M meter(String name, M meter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MetricGroup addGroup(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String[] getScopeComponents() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getMetricIdentifier(String metricName) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getMetricIdentifier(String metricName, CharacterFilter filter) {
        throw new UnsupportedOperationException();
    }
}
