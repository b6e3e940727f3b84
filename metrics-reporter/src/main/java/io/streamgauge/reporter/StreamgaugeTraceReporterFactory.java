package io.streamgauge.reporter;

import java.util.Properties;
import org.apache.flink.traces.reporter.TraceReporter;
import org.apache.flink.traces.reporter.TraceReporterFactory;

/** What {@code traces.reporter.<name>.factory.class} names. */
public final class StreamgaugeTraceReporterFactory implements TraceReporterFactory {

    @Override
    public TraceReporter createTraceReporter(Properties properties) {
        return new StreamgaugeTraceReporter(Hubs.ofThisJvm());
    }
}
