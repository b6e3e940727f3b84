package io.streamgauge.checkpoint.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one operator has in the checkpoint.
 *
 * @param id 32 hex digits, as Flink's REST and metrics have it
 * @param uid as the job gave it; null before Flink 2.0, whose checkpoints do not tell, and where none was given
 * @param name as the job gave it; null before Flink 2.0
 * @param parallelism of the operator when the checkpoint was taken
 * @param maxParallelism the number of key groups
 * @param finishedSubtasks how many had finished; all when the operator has finished as a whole
 * @param inFlightBytes records between tasks, of an unaligned checkpoint
 * @param coordinatorBytes state of the operator's coordinator on the JobManager, a source's splits mostly
 * @param changelogBytes changes of keyed state since it was last materialized, where the changelog backend is on: of all states
 * @param otherBytes of files that hold no single state: RocksDB's MANIFEST and OPTIONS, the description of the states, raw state, keyed
 *     state whose states were not told apart, and what is in {@code notRead}
 * @param undivided keyed state whose states were not told apart, part of {@code otherBytes}; null where there is none
 * @param states the largest first
 */
public record OperatorReport(
        String id,
        @Nullable String uid,
        @Nullable String name,
        int parallelism,
        int maxParallelism,
        int finishedSubtasks,
        long inFlightBytes,
        long coordinatorBytes,
        long changelogBytes,
        long otherBytes,
        @Nullable UndividedState undivided,
        List<StateReport> states,
        List<NotRead> notRead) {

    public OperatorReport {
        states = List.copyOf(states);
        notRead = List.copyOf(notRead);
    }

    /** The sum of the sizes of all handles of the operator, to the byte. */
    public long bytes() {
        return inFlightBytes
                + coordinatorBytes
                + changelogBytes
                + otherBytes
                + states.stream().mapToLong(OperatorReport::knownBytes).sum();
    }

    private static long knownBytes(StateReport state) {
        Long bytes = state.size().bytes();
        return bytes == null ? 0 : bytes;
    }

    /** The best name there is: the job's, else the uid, else the id. */
    public String displayName() {
        if (name != null) {
            return name;
        }
        return uid != null ? uid : id;
    }
}
