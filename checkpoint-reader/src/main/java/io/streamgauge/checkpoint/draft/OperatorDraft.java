package io.streamgauge.checkpoint.draft;

import io.streamgauge.checkpoint.key.KeyGroupPrefix;
import io.streamgauge.checkpoint.metadata.OperatorMetadata;
import io.streamgauge.checkpoint.metadata.SubtaskMetadata;
import io.streamgauge.checkpoint.report.KeyGroupSizes;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.report.SubtaskSize;
import io.streamgauge.checkpoint.report.UndividedState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One operator, while what is known of it comes together. One thread. */
public final class OperatorDraft {
    private static final Comparator<StateReport> LARGEST_FIRST = Comparator.comparingLong((StateReport state) -> {
                Long bytes = state.size().bytes();
                return bytes == null ? 1 : -bytes;
            })
            .thenComparing(StateReport::name);

    private final OperatorMetadata metadata;
    private final Notes notes = new Notes();
    private final Map<String, StateDraft> states = new LinkedHashMap<>();
    private final List<TableBackend> tables = new ArrayList<>();
    private final List<StreamBackend> streams = new ArrayList<>();
    private final TreeMap<Integer, Long> undividedSubtasks = new TreeMap<>();
    private final GroupShares undividedGroups;
    private long inFlightBytes;
    private long changelogBytes;
    private long otherBytes;
    private long undividedBytes;

    public OperatorDraft(OperatorMetadata metadata) {
        this.metadata = metadata;
        this.undividedGroups = new GroupShares(keyGroups());
    }

    public OperatorMetadata metadata() {
        return metadata;
    }

    /** Flink allows up to 32,768; a damaged number is cut. */
    public int keyGroups() {
        return Math.max(1, Math.min(1 << 15, metadata.maxParallelism()));
    }

    public KeyGroupPrefix prefix() {
        return KeyGroupPrefix.forMaxParallelism(keyGroups());
    }

    public Notes notes() {
        return notes;
    }

    public Collection<StateDraft> states() {
        return states.values();
    }

    /** The state of this name; declared as given if it is met for the first time. */
    public StateDraft state(String name, Declared declared) {
        StateDraft draft = states.get(name);
        if (draft == null) {
            draft = new StateDraft(name, declared, keyGroups());
            states.put(name, draft);
        }
        return draft;
    }

    public @Nullable StateDraft stateOrNull(String name) {
        return states.get(name);
    }

    public List<TableBackend> tables() {
        return tables;
    }

    public List<StreamBackend> streams() {
        return streams;
    }

    public void addInFlight(long bytes) {
        inFlightBytes += bytes;
    }

    public void addChangelog(long bytes) {
        changelogBytes += bytes;
    }

    public void addOther(long bytes) {
        otherBytes += bytes;
    }

    /** Keyed state of all states together, which counts as other as well. */
    public void addUndivided(int subtask, long bytes) {
        undividedBytes += bytes;
        undividedSubtasks.merge(subtask, bytes, Long::sum);
        otherBytes += bytes;
    }

    public GroupShares undividedGroups() {
        return undividedGroups;
    }

    public OperatorReport report() {
        int finished = metadata.fullyFinished()
                ? metadata.parallelism()
                : (int) metadata.subtasks().stream()
                        .filter(SubtaskMetadata::finished)
                        .count();
        return new OperatorReport(
                metadata.id(),
                metadata.uid(),
                metadata.name(),
                metadata.parallelism(),
                metadata.maxParallelism(),
                finished,
                inFlightBytes,
                metadata.coordinator() == null ? 0 : metadata.coordinator().sizeBytes(),
                changelogBytes,
                otherBytes,
                undivided(),
                states.values().stream()
                        .map(StateDraft::report)
                        .sorted(LARGEST_FIRST)
                        .toList(),
                notes.list());
    }

    private @Nullable UndividedState undivided() {
        KeyGroupSizes sizes = undividedGroups.sizes();
        if (sizes == null) {
            return null;
        }
        List<SubtaskSize> subtasks = new ArrayList<>();
        undividedSubtasks.forEach((index, bytes) -> subtasks.add(new SubtaskSize(index, bytes, null)));
        return new UndividedState(undividedBytes, subtasks, sizes);
    }
}
