package io.streamgauge.wire;

import io.streamgauge.wire.profile.ProfileBegun;
import io.streamgauge.wire.profile.ProfileRefused;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes down what it hears, one line of text each. */
final class RecordingListener implements UpstreamListener {

    final List<String> heard = new ArrayList<>();

    @Override
    public void hello(Hello hello) {
        heard.add(hello + " every " + hello.reportIntervalMillis() + " off " + hello.disabledSwitches());
    }

    @Override
    public void defineScope(int scopeId, String logicalScope, Map<String, String> labels) {
        heard.add("scope " + scopeId + " " + logicalScope + " " + new TreeMap<>(labels));
    }

    @Override
    public void defineMetric(int metricId, int scopeId, MetricType type, String name) {
        heard.add("metric " + metricId + " in " + scopeId + " " + type + " " + name);
    }

    @Override
    public void forgetMetric(int metricId) {
        heard.add("forget metric " + metricId);
    }

    @Override
    public void forgetScope(int scopeId) {
        heard.add("forget scope " + scopeId);
    }

    @Override
    public void values(long epochMillis) {
        heard.add("values " + epochMillis);
    }

    @Override
    public void longValue(int metricId, long value) {
        heard.add(metricId + " = " + value);
    }

    @Override
    public void doubleValue(int metricId, double value) {
        heard.add(metricId + " = " + Double.toHexString(value));
    }

    @Override
    public void absent(int metricId, AbsentReason reason) {
        heard.add(metricId + " absent " + reason);
    }

    @Override
    public void histogram(int metricId, HistogramSample sample) {
        heard.add(metricId + " = " + text(sample));
    }

    static String text(HistogramSample sample) {
        StringBuilder text = new StringBuilder("histogram " + sample.count());
        for (int i = 0; i < Values.STATISTICS + Protocol.QUANTILES.size(); i++) {
            text.append(' ').append(Values.statistic(sample, i));
        }
        return text.toString();
    }

    @Override
    public void endOfReport() {
        heard.add("end");
    }

    @Override
    public void span(SpanRecord span) {
        heard.add("span " + span);
    }

    @Override
    public void event(EventRecord event) {
        heard.add("event " + event);
    }

    @Override
    public void problem(String cause, String subject, long total) {
        heard.add("problem " + cause + " of " + subject + " " + total);
    }

    @Override
    public void unknownFrame(int frameType) {
        heard.add("unknown " + frameType);
    }

    @Override
    public void profileBegun(ProfileBegun begun) {
        heard.add(begun.toString());
    }

    @Override
    public void profileChunk(int requestId, long offset, ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        heard.add("chunk of " + requestId + " at " + offset + " " + Arrays.toString(copy));
    }

    @Override
    public void profileEnd(int requestId, long endEpochMillis, long totalBytes) {
        heard.add("end of " + requestId + " at " + endEpochMillis + " of " + totalBytes);
    }

    @Override
    public void profileRefused(ProfileRefused refused) {
        heard.add(refused.toString());
    }
}
