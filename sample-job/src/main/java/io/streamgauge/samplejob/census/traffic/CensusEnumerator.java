package io.streamgauge.samplejob.census.traffic;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/** Gives the one split to subtask 0 and nothing to the others, which therefore end. Its state: the splits not given. */
final class CensusEnumerator implements SplitEnumerator<CensusSplit, List<CensusSplit>> {

    private final SplitEnumeratorContext<CensusSplit> context;
    private final List<CensusSplit> left;

    CensusEnumerator(SplitEnumeratorContext<CensusSplit> context, List<CensusSplit> left) {
        this.context = context;
        this.left = new ArrayList<>(left);
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public void addSplitsBack(List<CensusSplit> splits, int subtask) {
        left.addAll(splits);
    }

    @Override
    public void addReader(int subtask) {
        if (subtask == 0) {
            left.forEach(split -> context.assignSplit(split, subtask));
            left.clear();
        }
        context.signalNoMoreSplits(subtask);
    }

    @Override
    public List<CensusSplit> snapshotState(long checkpointId) {
        return List.copyOf(left);
    }

    @Override
    public void close() {}
}
