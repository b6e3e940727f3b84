package io.streamgauge.reporter;

import io.streamgauge.reporter.intake.Records;
import io.streamgauge.wire.Protocol;
import io.streamgauge.wire.SpanRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.traces.Span;
import org.apache.flink.traces.reporter.TraceReporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on Flink's spans. Nothing passes from here into Flink. */
final class StreamgaugeTraceReporter implements TraceReporter {

    private static final Logger LOG = LoggerFactory.getLogger("io.streamgauge.reporter");

    private final RecordTarget target;

    StreamgaugeTraceReporter(Hubs hubs) {
        target = new RecordTarget(hubs);
    }

    @Override
    public void open(MetricConfig config) {
        try {
            target.open(config);
        } catch (Throwable e) {
            LOG.error("Streamgauge: cannot start: no spans are reported; the job is not affected", e);
        }
    }

    @Override
    public void notifyOfAddedSpan(Span span) {
        try {
            Hub hub = target.hub();
            if (hub != null) {
                hub.span(() -> toRecord(span, 1));
            }
        } catch (Throwable e) {
            LOG.warn("Streamgauge: a span is lost", e);
        }
    }

    private static SpanRecord toRecord(Span span, int depth) {
        List<SpanRecord> children = new ArrayList<>();
        if (depth < Protocol.MAX_SPAN_DEPTH) {
            for (Span child : children(span)) {
                children.add(toRecord(child, depth + 1));
            }
        }
        return new SpanRecord(
                Records.text(span.getScope()),
                Records.text(span.getName()),
                span.getStartTsMillis(),
                span.getEndTsMillis(),
                Records.attributes(span.getAttributes()),
                children);
    }

    /** Flink 1.20's spans have no children. */
    private static List<Span> children(Span span) {
        try {
            return span.getChildren();
        } catch (NoSuchMethodError | AbstractMethodError e) {
            return List.of();
        }
    }

    @Override
    public void close() {
        target.close();
    }
}
