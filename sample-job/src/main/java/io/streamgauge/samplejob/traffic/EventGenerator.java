package io.streamgauge.samplejob.traffic;

import io.streamgauge.samplejob.leak.Leak;
import io.streamgauge.samplejob.leak.LeakControl;
import io.streamgauge.samplejob.leak.LeakPlan;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.jspecify.annotations.Nullable;

/**
 * Hands the event sequence to Flink's generator source; the tables behind it are made anew in each task.
 *
 * <p>Under per-key-growth some messages go to common rooms instead. Runs in the source's task thread.
 */
public final class EventGenerator implements GeneratorFunction<Long, SupportEvent> {

    private static final long serialVersionUID = 1L;

    private final TrafficSettings settings;
    private final LeakPlan plan;
    private final CommonRooms rooms;
    private final boolean paced;

    @SuppressWarnings("NullAway.Init") // set by open, before the first event
    private transient EventSequence sequence;

    @SuppressWarnings("NullAway.Init") // set by open, before the first event
    private transient LeakControl control;

    @SuppressWarnings("NullAway.Init") // set by open, before the first event
    private transient Pacer pacer;

    /** @param paced whether each event is held back until it is due by the clock */
    public EventGenerator(TrafficSettings settings, LeakPlan plan, boolean paced) {
        this.settings = settings;
        this.plan = plan;
        this.paced = paced;
        this.rooms = new CommonRooms(settings.seed());
    }

    @Override
    public void open(@Nullable SourceReaderContext context) {
        sequence = new EventSequence(settings);
        control = plan.newControl();
        pacer = Pacer.byWallClock();
    }

    @Override
    public SupportEvent map(Long index) {
        if (paced) {
            pacer.await(sequence.dueMillis(index));
        }
        SupportEvent event = sequence.event(index);
        if (control.current(System.nanoTime()) == Leak.PER_KEY_GROWTH && plan.begun(event.eventMillis)) {
            rooms.redirect(event, index, EventSequence.offset(index));
        }
        return event;
    }
}
