package io.streamgauge.reporter;

import java.util.Properties;
import org.apache.flink.events.reporter.EventReporter;
import org.apache.flink.events.reporter.EventReporterFactory;

/** What {@code events.reporter.<name>.factory.class} names. Flink has it from 2.0 on and earlier never loads this class. */
public final class StreamgaugeEventReporterFactory implements EventReporterFactory {

    @Override
    public EventReporter createEventReporter(Properties properties) {
        return new StreamgaugeEventReporter(Hubs.ofThisJvm());
    }
}
