package io.streamgauge.samplejob.census;

import io.streamgauge.samplejob.census.traffic.CensusEvent;
import io.streamgauge.samplejob.census.truth.CensusPlan;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Broadcast state beside a keyed one. */
final class RulesFunction extends KeyedBroadcastProcessFunction<Long, CensusEvent, CensusEvent, Long> {

    private static final long serialVersionUID = 1L;

    private final CensusPlan plan;

    // Set by open, before the first element.
    private transient Tally tally;
    private transient ValueState<Long> matched;

    @SuppressWarnings("NullAway.Init")
    RulesFunction(CensusPlan plan) {
        this.plan = plan;
    }

    /** The broadcast state. Made anew each time, since Flink changes descriptors when it uses them. */
    static MapStateDescriptor<String, String> descriptor() {
        return new MapStateDescriptor<>("rules", Types.STRING, Types.STRING);
    }

    @Override
    public void open(OpenContext context) {
        tally = new Tally(getRuntimeContext(), "rules");
        matched = getRuntimeContext().getState(new ValueStateDescriptor<>("matched", Types.LONG));
    }

    @Override
    public void processElement(CensusEvent event, ReadOnlyContext context, Collector<Long> out) throws Exception {
        tally.record();
        if (plan.matches(event.key)) {
            tally.add("matched", matched.value() == null ? 1 : 0);
            matched.update(event.key);
        }
        out.collect(event.key);
    }

    @Override
    public void processBroadcastElement(CensusEvent rule, Context context, Collector<Long> out) throws Exception {
        tally.add("rules", context.getBroadcastState(descriptor()).contains(plan.name(rule.key)) ? 0 : 1);
        context.getBroadcastState(descriptor()).put(plan.name(rule.key), plan.payload(rule.key, 0));
    }
}
