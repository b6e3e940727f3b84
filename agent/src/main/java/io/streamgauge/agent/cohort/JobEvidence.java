package io.streamgauge.agent.cohort;

import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.observation.CheckpointCost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of one job's states up to its newest checkpoint. Immutable.
 *
 * @param firstMillis when it was first observed
 * @param atMillis when its newest checkpoint completed: the time to judge by
 * @param runningSinceMillis when the current execution began; null where not known
 * @param restarts when executions before began, oldest first
 * @param cost of the newest checkpoint
 * @param bytes of the newest checkpoint
 * @param operators by id
 * @param notAssessed of the newest checkpoint
 */
public record JobEvidence(
        JobRef job,
        long firstMillis,
        long atMillis,
        @Nullable Long runningSinceMillis,
        List<Long> restarts,
        CheckpointCost cost,
        double bytes,
        List<OperatorEvidence> operators,
        List<String> notAssessed) {

    public JobEvidence {
        restarts = List.copyOf(restarts);
        operators = List.copyOf(operators);
        notAssessed = List.copyOf(notAssessed);
    }
}
