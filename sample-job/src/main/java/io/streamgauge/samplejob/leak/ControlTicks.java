package io.streamgauge.samplejob.leak;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * The control stream: each element says which leak is in force.
 *
 * <p>As it is a stream, only the process that runs its one subtask has to see the control file for a leak of state.
 */
public final class ControlTicks implements GeneratorFunction<Long, ControlTick> {

    private static final long serialVersionUID = 1L;

    private final LeakPlan plan;

    @SuppressWarnings("NullAway.Init") // set by open, before the first element
    private transient LeakControl control;

    public ControlTicks(LeakPlan plan) {
        this.plan = plan;
    }

    @Override
    public void open(SourceReaderContext context) {
        control = plan.newControl();
    }

    @Override
    public ControlTick map(Long index) {
        return new ControlTick(control.current(System.nanoTime()), index);
    }

    /**
     * The stream has no event time of its own and must not hold back that of the events.
     *
     * <p>Idleness would do for the operators, but not for those who watch: Flink shows the watermark of an operator as the
     * least of its inputs, and that of an idle input as none.
     */
    public static WatermarkStrategy<ControlTick> watermarks() {
        return WatermarkStrategy.forGenerator(context -> new AlwaysAhead());
    }

    private static final class AlwaysAhead implements WatermarkGenerator<ControlTick> {

        @Override
        public void onEvent(ControlTick tick, long eventMillis, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(Watermark.MAX_WATERMARK);
        }
    }
}
