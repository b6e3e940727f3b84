package io.streamgauge.samplejob.tenant;

import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Adds tenant and window to what was counted. */
public final class ActivityReport extends ProcessWindowFunction<TenantActivity, TenantActivity, Integer, TimeWindow> {

    private static final long serialVersionUID = 1L;

    @Override
    public void process(
            Integer tenant, Context context, Iterable<TenantActivity> counted, Collector<TenantActivity> out) {
        for (TenantActivity activity : counted) {
            activity.tenant = tenant;
            activity.windowEndMillis = context.window().getEnd();
            out.collect(activity);
        }
    }
}
