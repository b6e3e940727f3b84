package io.streamgauge.samplejob.traffic;

import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** Hands the event sequence to Flink's generator source; the tables behind it are made anew in each task. */
public final class EventGenerator implements GeneratorFunction<Long, SupportEvent> {

    private static final long serialVersionUID = 1L;

    private final TrafficSettings settings;

    @SuppressWarnings("NullAway.Init") // set by open, before the first event
    private transient EventSequence sequence;

    public EventGenerator(TrafficSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(SourceReaderContext context) {
        sequence = new EventSequence(settings);
    }

    @Override
    public SupportEvent map(Long index) {
        return sequence.event(index);
    }
}
