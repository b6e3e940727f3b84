package io.streamgauge.samplejob.census.traffic;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/** Emits the sequence if it has the split; then ends, or idles for ever so that checkpoints go on. One thread: the task's. */
final class CensusReader implements SourceReader<CensusEvent, CensusSplit> {

    private final Sequence sequence;
    private final boolean ends;
    private final CompletableFuture<Void> never = new CompletableFuture<>();
    private CompletableFuture<Void> available = new CompletableFuture<>();
    private @Nullable CensusSplit split;
    private boolean noMoreSplits;

    CensusReader(Sequence sequence, boolean ends) {
        this.sequence = sequence;
        this.ends = ends;
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<CensusEvent> output) {
        if (split == null) {
            return noMoreSplits ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
        }
        if (split.next < sequence.records()) {
            CensusEvent event = sequence.event(split.next);
            output.collect(event, event.eventMillis);
            split = new CensusSplit(split.next + 1);
            return InputStatus.MORE_AVAILABLE;
        }
        if (ends) {
            return InputStatus.END_OF_INPUT;
        }
        available = never;
        return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public List<CensusSplit> snapshotState(long checkpointId) {
        return split == null ? List.of() : List.of(split);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public void addSplits(List<CensusSplit> splits) {
        split = splits.get(0);
        available.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
        noMoreSplits = true;
        // Not the future that is never to complete: this may come after the last record.
        if (split == null) {
            available.complete(null);
        }
    }

    @Override
    public void close() {}
}
