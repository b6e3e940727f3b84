package io.streamgauge.samplejob.census;

import io.streamgauge.samplejob.census.traffic.CensusEvent;
import io.streamgauge.samplejob.census.truth.CensusOptions;
import io.streamgauge.samplejob.census.truth.CensusPlan;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.AggregatingState;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Each kind of keyed state and both kinds of timer, by a key of fixed size; some keys are deleted at their last visit. */
final class RosterFunction extends KeyedProcessFunction<Long, CensusEvent, Long> {

    private static final long serialVersionUID = 1L;
    private static final String EVENT_TIMERS = "_timer_state/event_user-timers";
    private static final String CLOCK_TIMERS = "_timer_state/processing_user-timers";

    private final CensusPlan plan;
    private final boolean declaresRetired;

    // Set by open, before the first element.
    private transient Tally tally;
    private transient ValueState<Long> visits;
    private transient ValueState<String> note;
    private transient ListState<String> log;
    private transient MapState<String, Long> counts;
    private transient ReducingState<Long> total;
    private transient AggregatingState<CensusEvent, Double> mean;
    private transient @Nullable ValueState<Long> retired;

    @SuppressWarnings("NullAway.Init")
    RosterFunction(CensusOptions options) {
        plan = new CensusPlan(options);
        declaresRetired = !options.without().equals(CensusPlan.RETIRED);
    }

    @Override
    public void open(OpenContext opened) {
        RuntimeContext context = getRuntimeContext();
        tally = new Tally(context, "roster");
        visits = context.getState(new ValueStateDescriptor<>("visits", Types.LONG));
        note = context.getState(new ValueStateDescriptor<>("note", Types.STRING));
        log = context.getListState(new ListStateDescriptor<>("log", Types.STRING));
        counts = context.getMapState(new MapStateDescriptor<>("counts", Types.STRING, Types.LONG));
        total = context.getReducingState(new ReducingStateDescriptor<>("total", Long::sum, Types.LONG));
        mean = context.getAggregatingState(
                new AggregatingStateDescriptor<>("mean", new MeanOfVisits(), Types.TUPLE(Types.LONG, Types.LONG)));
        if (declaresRetired) {
            retired = context.getState(new ValueStateDescriptor<>(CensusPlan.RETIRED, Types.LONG));
        }
    }

    @Override
    public void processElement(CensusEvent event, Context context, Collector<Long> out) throws Exception {
        tally.record();
        values(event);
        collections(event);
        timers(event, context.timerService());
        if (plan.deletes(event.key, event.visit)) {
            delete(event, context.timerService());
        }
        out.collect(event.key);
    }

    private void values(CensusEvent event) throws Exception {
        @Nullable Long before = visits.value();
        tally.add("visits", before == null ? 1 : 0);
        visits.update(before == null ? 1 : before + 1);
        if (plan.notes(event.key)) {
            tally.add("note", note.value() == null ? 1 : 0);
            note.update(plan.payload(event.key, event.visit));
        }
        tally.add("total", total.get() == null ? 1 : 0);
        total.add((long) event.visit);
        tally.add("mean", mean.get() == null ? 1 : 0);
        mean.add(event);
        if (retired != null && plan.retires(event.key)) {
            tally.add(CensusPlan.RETIRED, retired.value() == null ? 1 : 0);
            retired.update(event.key);
        }
    }

    private void collections(CensusEvent event) throws Exception {
        for (int line = 0; line < plan.logLines(event.key); line++) {
            log.add(plan.payload(event.key, event.visit));
            tally.add("log", 1);
        }
        String item = plan.counted(event.key, event.visit);
        @Nullable Long count = counts.get(item);
        tally.add("counts", count == null ? 1 : 0);
        counts.put(item, count == null ? 1 : count + 1);
        String first = plan.counted(event.key, 0);
        if (plan.uncounts(event.key, event.visit) && counts.contains(first)) {
            counts.remove(first);
            tally.add("counts", -1);
        }
    }

    private void timers(CensusEvent event, TimerService timers) {
        if (event.visit == 0) {
            timers.registerEventTimeTimer(plan.due(event.key));
            tally.add(EVENT_TIMERS, 1);
            if (plan.hasLateTimer(event.key)) {
                timers.registerEventTimeTimer(plan.lateDue(event.key));
                tally.add(EVENT_TIMERS, 1);
            }
            if (plan.hasClockTimer(event.key)) {
                timers.registerProcessingTimeTimer(plan.clockDue(event.key));
                tally.add(CLOCK_TIMERS, 1);
            }
        }
        if (plan.cancelsTimer(event.key, event.visit)) {
            timers.deleteEventTimeTimer(plan.due(event.key));
            tally.add(EVENT_TIMERS, -1);
        }
    }

    private void delete(CensusEvent event, TimerService timers) throws Exception {
        tally.add("visits", visits.value() == null ? 0 : -1);
        tally.add("note", note.value() == null ? 0 : -1);
        tally.add("total", total.get() == null ? 0 : -1);
        tally.add("mean", mean.get() == null ? 0 : -1);
        for (String ignored : log.get()) {
            tally.add("log", -1);
        }
        for (String ignored : counts.keys()) {
            tally.add("counts", -1);
        }
        visits.clear();
        note.clear();
        log.clear();
        counts.clear();
        total.clear();
        mean.clear();
        if (retired != null) {
            tally.add(CensusPlan.RETIRED, retired.value() == null ? 0 : -1);
            retired.clear();
        }
        if (!plan.cancelsTimer(event.key, 1)) {
            timers.deleteEventTimeTimer(plan.due(event.key));
            tally.add(EVENT_TIMERS, -1);
        }
        if (plan.hasLateTimer(event.key)) {
            timers.deleteEventTimeTimer(plan.lateDue(event.key));
            tally.add(EVENT_TIMERS, -1);
        }
        if (plan.hasClockTimer(event.key)) {
            timers.deleteProcessingTimeTimer(plan.clockDue(event.key));
            tally.add(CLOCK_TIMERS, -1);
        }
    }
}
