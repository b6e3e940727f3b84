package io.streamgauge.reporter;

import io.streamgauge.reporter.intake.Records;
import io.streamgauge.wire.EventRecord;
import org.apache.flink.events.Event;
import org.apache.flink.events.reporter.EventReporter;
import org.apache.flink.metrics.MetricConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on the events that Flink reports from 2.0 on. Nothing passes from here into Flink. */
final class StreamgaugeEventReporter implements EventReporter {

    private static final Logger LOG = LoggerFactory.getLogger("io.streamgauge.reporter");

    private final RecordTarget target;

    StreamgaugeEventReporter(Hubs hubs) {
        target = new RecordTarget(hubs);
    }

    @Override
    public void open(MetricConfig config) {
        try {
            target.open(config);
        } catch (Throwable e) {
            LOG.error("Streamgauge: cannot start: no events are reported; the job is not affected", e);
        }
    }

    @Override
    public void notifyOfAddedEvent(Event event) {
        try {
            Hub hub = target.hub();
            if (hub != null) {
                hub.event(() -> new EventRecord(
                        Records.text(event.getClassScope()),
                        Records.text(event.getName()),
                        event.getObservedTsMillis(),
                        Records.text(event.getSeverity()),
                        Records.text(event.getBody()),
                        Records.attributes(event.getAttributes())));
            }
        } catch (Throwable e) {
            LOG.warn("Streamgauge: an event is lost", e);
        }
    }

    @Override
    public void close() {
        target.close();
    }
}
