package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.metadata.KeyGroupRange;
import java.util.List;

/**
 * The table files of one RocksDB instance: a subtask's keyed state.
 *
 * @param tables all, of all states
 */
record TableBackend(int subtask, KeyGroupRange range, List<StateTable> tables) {

    List<StateTable> tablesOf(String state) {
        return tables.stream().filter(table -> state.equals(table.state())).toList();
    }

    /** Tables of which it is not known which state they are of. */
    boolean hasUnknownTables() {
        return tables.stream().anyMatch(table -> table.state() == null);
    }
}
