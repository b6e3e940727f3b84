package io.streamgauge.checkpoint.draft;

import io.streamgauge.checkpoint.metadata.KeyGroupRange;
import java.util.List;

/**
 * The table files of one RocksDB instance: a subtask's keyed state.
 *
 * @param tables all, of all states
 */
public record TableBackend(int subtask, KeyGroupRange range, List<StateTable> tables) {

    public List<StateTable> tablesOf(String state) {
        return tables.stream().filter(table -> state.equals(table.state())).toList();
    }

    /** Tables of which it is not known which state they are of. */
    public boolean hasUnknownTables() {
        return tables.stream().anyMatch(table -> table.state() == null);
    }
}
