package io.streamgauge.agent.observation;

import io.streamgauge.agent.fact.JobRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One completed checkpoint of a job, with what had flowed through its operators by then. One line of a replay file; the
 * observations of a job in order of {@code at} are all that the judgement of its states rests on.
 *
 * @param at when the checkpoint completed; the time to judge by
 * @param checkpointId rises within a job; starts anew where a job was submitted anew without a restore
 * @param runningSince when the current execution of the job began: a start, restart, rescale or restore; null where not known
 * @param restoredFrom the checkpoint or savepoint that the current execution was restored from; null for none or not known
 * @param cost what the checkpoint cost the job
 * @param operators those that the checkpoint or the running job has, the largest first
 * @param notAssessed what could not be read of this checkpoint, in words
 */
public record Observation(
        JobRef job,
        Instant at,
        long checkpointId,
        @Nullable Instant runningSince,
        @Nullable Long restoredFrom,
        CheckpointCost cost,
        List<OperatorObservation> operators,
        List<String> notAssessed) {

    public Observation {
        operators = List.copyOf(operators);
        notAssessed = List.copyOf(notAssessed);
    }

    /** Of everything that the checkpoint references. */
    public long bytes() {
        return operators.stream().mapToLong(OperatorObservation::bytes).sum();
    }
}
