package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.draft.Declared;
import io.streamgauge.checkpoint.draft.GroupShares;
import io.streamgauge.checkpoint.draft.IndexFacts;
import io.streamgauge.checkpoint.draft.OperatorDraft;
import io.streamgauge.checkpoint.draft.StateDraft;
import io.streamgauge.checkpoint.draft.StateTable;
import io.streamgauge.checkpoint.draft.StateTable.Learnt;
import io.streamgauge.checkpoint.draft.TableBackend;
import io.streamgauge.checkpoint.draft.TableFacts;
import io.streamgauge.checkpoint.report.KeyGroupSizes.Basis;
import io.streamgauge.checkpoint.sst.TableFile;
import io.streamgauge.checkpoint.storage.ByteSource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the tails of table files that were not seen before, and gives every table to its state. One thread. */
final class TableLearning {
    private final CheckpointFiles files;

    TableLearning(CheckpointFiles files) {
        this.files = files;
    }

    /** Gives the bytes of the files that were read for the first time. */
    long learn(OperatorDraft draft) throws IOException {
        long fresh = 0;
        for (TableBackend backend : draft.tables()) {
            for (StateTable table : backend.tables()) {
                Learnt known = files.seen().get(table.place(), Learnt.class);
                if (known != null) {
                    files.countKnown();
                    table.learnt(known, false);
                } else if (read(draft, table)) {
                    fresh += table.sizeBytes();
                }
            }
        }
        return fresh;
    }

    private boolean read(OperatorDraft draft, StateTable table) throws IOException {
        try (ByteSource source = files.open(table.handle())) {
            Learnt learnt = new Learnt(TableFacts.of(TableFile.open(source).properties()), null);
            table.learnt(learnt, true);
            files.seen()
                    .put(
                            table.place(),
                            learnt,
                            learnt.heapBytes() + table.place().heapBytes());
            return true;
        } catch (IOException e) {
            String why = files.why(e);
            String state = table.state();
            if (state == null) {
                draft.notes().add(table.name(), why + "; it counts as other, and is missing in the state it is of");
            } else {
                draft.state(state, Declared.unknown(state)).notes().add("entries of " + table.name(), why);
            }
            return false;
        }
    }

    /** To be called when all is learnt: sizes, levels, key groups. */
    static void giveToStates(OperatorDraft draft) {
        for (TableBackend backend : draft.tables()) {
            for (StateTable table : backend.tables()) {
                String state = table.state();
                if (state == null) {
                    draft.addOther(table.sizeBytes());
                } else {
                    StateDraft of = draft.state(state, Declared.unknown(state));
                    of.table(backend.subtask(), table);
                    addGroups(draft, backend, table, of.groups());
                }
            }
        }
    }

    private static void addGroups(OperatorDraft draft, TableBackend backend, StateTable table, GroupShares groups) {
        @Nullable IndexFacts index = table.index();
        double indexed = 0;
        for (int i = 0; index != null && i < index.groups(); i++) {
            indexed += index.bytes(i);
        }
        if (index == null || indexed == 0) {
            int first = table.firstGroup(draft.prefix(), backend.range());
            int end = table.endGroup(draft.prefix(), backend.range());
            groups.spread(first, end, (double) table.sizeBytes(), Basis.MANIFEST);
            return;
        }
        for (int i = 0; i < index.groups(); i++) {
            // With their share of what is no data: index, filter, properties.
            groups.add(index.firstGroup() + i, index.bytes(i) * table.sizeBytes() / indexed, Basis.INDEX);
        }
    }
}
