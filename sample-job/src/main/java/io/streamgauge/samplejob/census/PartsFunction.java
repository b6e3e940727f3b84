package io.streamgauge.samplejob.census;

import io.streamgauge.samplejob.census.traffic.CensusEvent;
import io.streamgauge.samplejob.census.truth.CensusPlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/** Operator state: a list that is split at a rescale, and a union list whose elements each subtask takes its share of. */
final class PartsFunction extends RichMapFunction<CensusEvent, Long> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private final CensusPlan plan;

    // Set by initializeState and open, before the first element.
    @SuppressWarnings("NullAway.Init")
    private transient Tally tally;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<Long> parts;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<Long> shares;

    PartsFunction(CensusPlan plan) {
        this.plan = plan;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        parts = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("parts", Types.LONG));
        shares = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("shares", Types.LONG));
        int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        int own = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        List<Long> kept = new ArrayList<>();
        for (long share : shares.get()) {
            // Otherwise each rescale or restart would multiply them.
            if (share % subtasks == own) {
                kept.add(share);
            }
        }
        shares.update(kept);
    }

    @Override
    public void open(OpenContext context) {
        tally = new Tally(getRuntimeContext(), "parts");
    }

    @Override
    public Long map(CensusEvent event) throws Exception {
        tally.record();
        if (event.visit == 0 && plan.isPart(event.key)) {
            parts.add(event.key);
            tally.add("parts", 1);
        }
        if (event.visit == 0 && plan.isShare(event.key)) {
            shares.add(event.key);
            tally.add("shares", 1);
        }
        return event.key;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {}
}
