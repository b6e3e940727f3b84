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
 * @param otherBytes of files that hold no single state: RocksDB's MANIFEST and OPTIONS, the description of the states, raw state,
 *     and what is in {@code notRead}
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
        long otherBytes,
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
                + otherBytes
                + states.stream().mapToLong(state -> state.size().bytes()).sum();
    }

    /** The best name there is: the job's, else the uid, else the id. */
    public String displayName() {
        if (name != null) {
            return name;
        }
        return uid != null ? uid : id;
    }
}
