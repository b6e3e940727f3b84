package io.streamgauge.wire;

import io.streamgauge.wire.profile.ProfileBegun;
import io.streamgauge.wire.profile.ProfileRefused;
import java.nio.ByteBuffer;
import java.util.Map;

/** Keeps nothing. */
final class DeafListener implements UpstreamListener {

    @Override
    public void hello(Hello hello) {}

    @Override
    public void defineScope(int scopeId, String logicalScope, Map<String, String> labels) {}

    @Override
    public void defineMetric(int metricId, int scopeId, MetricType type, String name) {}

    @Override
    public void forgetMetric(int metricId) {}

    @Override
    public void forgetScope(int scopeId) {}

    @Override
    public void values(long epochMillis) {}

    @Override
    public void longValue(int metricId, long value) {}

    @Override
    public void doubleValue(int metricId, double value) {}

    @Override
    public void absent(int metricId, AbsentReason reason) {}

    @Override
    public void histogram(int metricId, HistogramSample sample) {}

    @Override
    public void endOfReport() {}

    @Override
    public void span(SpanRecord span) {}

    @Override
    public void event(EventRecord event) {}

    @Override
    public void problem(String cause, String subject, long total) {}

    @Override
    public void unknownFrame(int frameType) {}

    @Override
    public void profileBegun(ProfileBegun begun) {}

    @Override
    public void profileChunk(int requestId, long offset, ByteBuffer bytes) {}

    @Override
    public void profileEnd(int requestId, long endEpochMillis, long totalBytes) {}

    @Override
    public void profileRefused(ProfileRefused refused) {}
}
