package io.streamgauge.samplejob.census;

import io.streamgauge.samplejob.census.traffic.CensusEvent;
import io.streamgauge.samplejob.census.truth.CensusPlan;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** States with a time to live, by a key of varying size; nothing expires within a test's life. */
final class NamedFunction extends KeyedProcessFunction<String, CensusEvent, Long> {

    private static final long serialVersionUID = 1L;
    private static final Duration TTL = Duration.ofDays(3_650);
    private static final String EVENT_TIMERS = "_timer_state/event_user-timers";

    private final CensusPlan plan;

    // Set by open, before the first element.
    private transient Tally tally;
    private transient ValueState<String> value;
    private transient ListState<Integer> list;
    private transient MapState<Integer, String> map;
    private transient ValueState<Integer> plain;

    @SuppressWarnings("NullAway.Init")
    NamedFunction(CensusPlan plan) {
        this.plan = plan;
    }

    @Override
    public void open(OpenContext opened) {
        RuntimeContext context = getRuntimeContext();
        tally = new Tally(context, "named");
        value = context.getState(expiring(new ValueStateDescriptor<>("ttl-value", Types.STRING)));
        list = context.getListState(expiring(new ListStateDescriptor<>("ttl-list", Types.INT)));
        map = context.getMapState(expiring(new MapStateDescriptor<>("ttl-map", Types.INT, Types.STRING)));
        plain = context.getState(new ValueStateDescriptor<>("plain", Types.INT));
    }

    private static <D extends StateDescriptor<?, ?>> D expiring(D descriptor) {
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(TTL)
                .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
                .build());
        return descriptor;
    }

    @Override
    public void processElement(CensusEvent event, Context context, Collector<Long> out) throws Exception {
        tally.record();
        String payload = plan.payload(event.key, event.visit);
        tally.add("ttl-value", value.value() == null ? 1 : 0);
        value.update(payload);
        tally.add("plain", plain.value() == null ? 1 : 0);
        plain.update(event.visit);
        list.add(event.visit);
        tally.add("ttl-list", 1);
        for (int badge = 0; badge < plan.badges(event.key); badge++) {
            tally.add("ttl-map", map.contains(badge) ? 0 : 1);
            map.put(badge, payload);
        }
        boolean timed = plan.hasNamedTimer(event.key);
        if (timed && event.visit == 0) {
            context.timerService().registerEventTimeTimer(plan.due(event.key));
            tally.add(EVENT_TIMERS, 1);
        }
        if (plan.deletes(event.key, event.visit)) {
            delete();
            if (timed) {
                context.timerService().deleteEventTimeTimer(plan.due(event.key));
                tally.add(EVENT_TIMERS, -1);
            }
        }
        out.collect(event.key);
    }

    private void delete() throws Exception {
        tally.add("ttl-value", value.value() == null ? 0 : -1);
        tally.add("plain", plain.value() == null ? 0 : -1);
        for (Integer ignored : list.get()) {
            tally.add("ttl-list", -1);
        }
        for (Integer ignored : map.keys()) {
            tally.add("ttl-map", -1);
        }
        value.clear();
        plain.clear();
        list.clear();
        map.clear();
    }
}
