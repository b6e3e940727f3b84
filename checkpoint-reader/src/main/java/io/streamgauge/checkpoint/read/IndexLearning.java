package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.draft.Declared;
import io.streamgauge.checkpoint.draft.FilePlace;
import io.streamgauge.checkpoint.draft.IndexFacts;
import io.streamgauge.checkpoint.draft.OperatorDraft;
import io.streamgauge.checkpoint.draft.StateDraft;
import io.streamgauge.checkpoint.draft.StateTable;
import io.streamgauge.checkpoint.draft.StateTable.Learnt;
import io.streamgauge.checkpoint.draft.TableBackend;
import io.streamgauge.checkpoint.draft.TableFacts;
import io.streamgauge.checkpoint.metadata.KeyGroupRange;
import io.streamgauge.checkpoint.report.TimeHistogram.Basis;
import io.streamgauge.checkpoint.sample.TimeCounter;
import io.streamgauge.checkpoint.sst.TableFile;
import io.streamgauge.checkpoint.storage.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what tells key groups and times, as far as a budget of bytes reaches: small sets of timers whole, then indexes of timers, then those
 * of the files that span the most key groups, the smallest first. One thread.
 */
final class IndexLearning {
    /** Timers of a subtask up to this size are counted one by one. */
    private static final long SMALL_BYTES = 64 << 10;

    private static final int MOST_CELLS = 512;

    private final CheckpointFiles files;
    private final ReaderSettings settings;
    private long budget;

    IndexLearning(CheckpointFiles files, ReaderSettings settings, long freshBytes) {
        this.files = files;
        this.settings = settings;
        this.budget = Math.max(settings.indexBytes(), (long) (settings.indexShare() * freshBytes));
    }

    private record Candidate(OperatorDraft draft, KeyGroupRange range, StateTable table, boolean timers, int groups) {
        private static final Comparator<Candidate> ORDER = Comparator.comparing(
                        (Candidate candidate) -> !candidate.timers)
                .thenComparing(candidate -> candidate.timers ? 0 : -candidate.groups)
                .thenComparing(Candidate::indexBytes);

        long indexBytes() {
            TableFacts facts = table.facts();
            return facts == null ? Long.MAX_VALUE : facts.indexBytes().orElse(Long.MAX_VALUE);
        }
    }

    /** The timers of one state in one subtask, by the files that they are in. */
    private record TimersKey(List<FilePlace> files) {}

    private record CountedTimers(TimeCounter dueTimes) {}

    void learn(List<OperatorDraft> drafts) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        for (OperatorDraft draft : drafts) {
            for (TableBackend backend : draft.tables()) {
                for (StateTable table : backend.tables()) {
                    String state = table.state();
                    if (table.isFresh() && table.index() == null && state != null) {
                        int groups = table.endGroup(draft.prefix(), backend.range())
                                - table.firstGroup(draft.prefix(), backend.range());
                        candidates.add(new Candidate(draft, backend.range(), table, isTimers(draft, state), groups));
                    }
                }
            }
            countSmallTimers(draft);
        }
        candidates.sort(Candidate.ORDER);
        for (Candidate candidate : candidates) {
            // A file of one key group tells no more than its range does.
            if (candidate.indexBytes() <= budget && (candidate.timers() || candidate.groups() > 1)) {
                read(candidate);
            }
        }
        drafts.forEach(this::giveDueTimes);
    }

    private static boolean isTimers(OperatorDraft draft, String state) {
        StateDraft of = draft.stateOrNull(state);
        return (of == null ? Declared.unknown(state) : of.declared()).kind().isTimers();
    }

    private void read(Candidate candidate) throws IOException {
        StateTable table = candidate.table();
        TableFacts facts = table.facts();
        if (facts == null) {
            return;
        }
        long before = files.bytesRead();
        try (ByteSource source = files.open(table.handle())) {
            TableFile file = TableFile.open(source);
            var prefix = candidate.draft().prefix();
            IndexFacts index = IndexFacts.of(
                    file.index(),
                    prefix,
                    table.firstGroup(prefix, candidate.range()),
                    table.endGroup(prefix, candidate.range()),
                    candidate.timers() ? (double) facts.entries().orElse(0) : -1);
            Learnt learnt = new Learnt(facts, index);
            table.learnt(learnt, true);
            files.seen()
                    .put(
                            table.place(),
                            learnt,
                            learnt.heapBytes() + table.place().heapBytes());
        } catch (IOException e) {
            String state = String.valueOf(table.state());
            candidate
                    .draft()
                    .state(state, Declared.unknown(state))
                    .notes()
                    .add("index of " + table.name(), files.why(e));
        }
        budget -= files.bytesRead() - before;
    }

    private void countSmallTimers(OperatorDraft draft) throws IOException {
        for (StateDraft state : draft.states()) {
            if (!state.declared().kind().isTimers()) {
                continue;
            }
            for (TableBackend backend : draft.tables()) {
                List<StateTable> tables = backend.tablesOf(state.name());
                long bytes = tables.stream().mapToLong(StateTable::sizeBytes).sum();
                TimersKey key = key(tables);
                if (tables.stream().allMatch(table -> table.facts() != null)
                        && tables.stream().anyMatch(StateTable::isFresh)
                        && files.seen().get(key, CountedTimers.class) == null
                        && bytes <= Math.min(budget, SMALL_BYTES)) {
                    count(draft, state, backend, tables, key);
                }
            }
        }
    }

    private static TimersKey key(List<StateTable> tables) {
        return new TimersKey(tables.stream().map(StateTable::place).toList());
    }

    private void count(
            OperatorDraft draft, StateDraft state, TableBackend backend, List<StateTable> tables, TimersKey key)
            throws IOException {
        long before = files.bytesRead();
        TimeCounter counter = new TimeCounter(MOST_CELLS);
        try {
            TableScan scan = new TableScan(files, draft.prefix(), settings.readaheadBytes());
            scan.scan(
                    backend.range().start(),
                    backend.range().end(),
                    tables,
                    (bytes, length, value, start, valueLength, parts) ->
                            TableScan.due(draft.prefix(), bytes, length).ifPresent(due -> counter.add(due, 1)));
            long heap = counter.heapBytes();
            for (StateTable table : tables) {
                heap += table.place().heapBytes();
            }
            files.seen().put(key, new CountedTimers(counter), heap);
        } catch (IOException e) {
            state.notes().add("timers of subtask " + backend.subtask(), files.why(e));
        }
        budget -= files.bytesRead() - before;
    }

    private void giveDueTimes(OperatorDraft draft) {
        for (StateDraft state : draft.states()) {
            if (state.declared().kind().isTimers() && draft.streams().isEmpty()) {
                giveDueTimes(draft, state);
            }
        }
    }

    private void giveDueTimes(OperatorDraft draft, StateDraft state) {
        TimeCounter all = new TimeCounter(4 * MOST_CELLS);
        Basis basis = Basis.COUNTED;
        for (TableBackend backend : draft.tables()) {
            List<StateTable> tables = backend.tablesOf(state.name());
            CountedTimers counted = files.seen().get(key(tables), CountedTimers.class);
            if (counted != null) {
                all.addAll(counted.dueTimes());
                continue;
            }
            for (StateTable table : tables) {
                IndexFacts index = table.index();
                @Nullable TimeCounter times = index == null ? null : index.dueTimes();
                if (times == null && table.facts() != null) {
                    state.notes()
                            .add("due times", "the indexes of its files are larger than what depth sizes may read");
                }
                if (times == null) {
                    return;
                }
                all.addAll(times);
                basis = Basis.INDEX;
            }
        }
        state.dueTimes(all.histogram(basis, 1, settings.timeBuckets()));
    }
}
