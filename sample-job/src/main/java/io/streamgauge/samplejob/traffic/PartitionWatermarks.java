package io.streamgauge.samplejob.traffic;

import io.streamgauge.samplejob.leak.Leak;
import io.streamgauge.samplejob.leak.LeakControl;
import io.streamgauge.samplejob.leak.LeakPlan;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks of one partition: its latest event time less the bound of disorder.
 *
 * <p>Under stalled-watermark, partition 0 goes on sending events but stops telling how far it is, as an upstream does that
 * has lost its heartbeat. Event time downstream is the least over the partitions, so it stands still for all. Runs in the
 * source's task thread.
 */
public final class PartitionWatermarks implements WatermarkGenerator<SupportEvent> {

    private static final int STALLING_PARTITION = 0;

    private final long outOfOrderMillis;
    private final LeakPlan plan;
    private final LeakControl control;
    private final LongSupplier nanoClock;
    private long latestMillis = Long.MIN_VALUE;
    private boolean mayStall;

    PartitionWatermarks(long outOfOrderMillis, LeakPlan plan, LongSupplier nanoClock) {
        this.outOfOrderMillis = outOfOrderMillis;
        this.plan = plan;
        this.control = plan.newControl();
        this.nanoClock = nanoClock;
    }

    public static WatermarkStrategy<SupportEvent> strategy(long outOfOrderMillis, LeakPlan plan) {
        return WatermarkStrategy.<SupportEvent>forGenerator(
                        context -> new PartitionWatermarks(outOfOrderMillis, plan, System::nanoTime))
                .withTimestampAssigner((event, previous) -> event.eventMillis);
    }

    @Override
    public void onEvent(SupportEvent event, long eventMillis, WatermarkOutput output) {
        latestMillis = Math.max(latestMillis, eventMillis);
        mayStall = event.partition == STALLING_PARTITION;
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        Leak leak = control.current(nanoClock.getAsLong());
        boolean stalled = leak == Leak.STALLED_WATERMARK && mayStall && plan.begun(latestMillis);
        if (latestMillis != Long.MIN_VALUE && !stalled) {
            output.emitWatermark(new Watermark(latestMillis - outOfOrderMillis - 1));
        }
    }
}
