package io.streamgauge.samplejob.tenant;

import io.streamgauge.samplejob.conversation.Outcome;
import io.streamgauge.samplejob.conversation.OutcomeKind;
import io.streamgauge.samplejob.leak.Leak;
import io.streamgauge.samplejob.leak.LeakControl;
import io.streamgauge.samplejob.leak.LeakPlan;
import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.jspecify.annotations.Nullable;

/**
 * Tumbling windows of event time.
 *
 * <p>Under open-windows, closings are dated a thousand times too far ahead, as by an upstream that changed from milliseconds
 * to microseconds. Each then has a window of its own that event time never gets to. Runs in the window operator's task
 * thread, and reads the control file itself.
 */
public final class TenantWindows extends WindowAssigner<Object, TimeWindow> {

    private static final long serialVersionUID = 1L;

    private final long sizeMillis;
    private final LeakPlan plan;
    private transient @Nullable LeakControl control;

    public TenantWindows(long sizeMillis, LeakPlan plan) {
        this.sizeMillis = sizeMillis;
        this.plan = plan;
    }

    @Override
    public Collection<TimeWindow> assignWindows(Object element, long eventMillis, WindowAssignerContext context) {
        return Collections.singletonList(windowOf((Outcome) element, eventMillis));
    }

    TimeWindow windowOf(Outcome outcome, long eventMillis) {
        long dated = isMisdated(outcome, eventMillis) ? TimeUnit.MILLISECONDS.toMicros(eventMillis) : eventMillis;
        long start = TimeWindow.getWindowStartWithOffset(dated, 0, sizeMillis);
        return new TimeWindow(start, start + sizeMillis);
    }

    private boolean isMisdated(Outcome outcome, long eventMillis) {
        if (outcome.kind != OutcomeKind.CLOSED || !plan.begun(eventMillis)) {
            return false;
        }
        LeakControl known = control;
        if (known == null) {
            known = plan.newControl();
            control = known;
        }
        return known.current(System.nanoTime()) == Leak.OPEN_WINDOWS;
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in 1.20, gone in 2.x
    public Trigger<Object, TimeWindow> getDefaultTrigger(StreamExecutionEnvironment environment) {
        return getDefaultTrigger();
    }

    @Override
    public Trigger<Object, TimeWindow> getDefaultTrigger() {
        return EventTimeTrigger.create();
    }

    @Override
    public TypeSerializer<TimeWindow> getWindowSerializer(ExecutionConfig config) {
        return new TimeWindow.Serializer();
    }

    @Override
    public boolean isEventTime() {
        return true;
    }
}
