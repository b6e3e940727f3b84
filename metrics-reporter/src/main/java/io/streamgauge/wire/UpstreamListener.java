package io.streamgauge.wire;

import io.streamgauge.wire.profile.ProfileListener;
import java.util.Map;

/**
 * What the agent hears from one reporter, in the order it was sent. Called on the thread that decodes. Ids are those of
 * this connection only.
 */
public interface UpstreamListener extends ProfileListener {

    void hello(Hello hello);

    /** Labels have Flink's own keys without the angle brackets, and unmangled values. */
    void defineScope(int scopeId, String logicalScope, Map<String, String> labels);

    void defineMetric(int metricId, int scopeId, MetricType type, String name);

    void forgetMetric(int metricId);

    void forgetScope(int scopeId);

    /** A values frame begins; a report may have several, all with the same time. */
    void values(long epochMillis);

    void longValue(int metricId, long value);

    void doubleValue(int metricId, double value);

    void absent(int metricId, AbsentReason reason);

    /** The sample is reused by the decoder: copy what is kept. */
    void histogram(int metricId, HistogramSample sample);

    /** The report is whole: what was changed since the last is consistent and may be shown. */
    void endOfReport();

    void span(SpanRecord span);

    void event(EventRecord event);

    /** Something goes wrong inside the reporter; {@code total} counts this cause since the process started. */
    void problem(String cause, String subject, long total);

    /** A frame of a type that this version does not know was skipped. */
    void unknownFrame(int frameType);
}
