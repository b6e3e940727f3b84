package io.streamgauge.agent.observation;

import io.streamgauge.agent.fact.OperatorRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operator at one checkpoint.
 *
 * @param maxParallelism the number of key groups; a change of it makes other keys the sampled ones
 * @param recordsIn taken in by all subtasks since the job was first seen, restarts included; falls only where counting began anew; null
 *     where no metric tells
 * @param watermarkMillis the lowest of its subtasks, event time; null where it has none yet or no metric tells
 * @param inFlightBytes records between tasks, of an unaligned checkpoint
 * @param otherBytes that belong to no single state, in-flight data left out
 * @param states the largest first
 */
public record OperatorObservation(
        OperatorRef operator,
        int parallelism,
        int maxParallelism,
        @Nullable Long recordsIn,
        @Nullable Long watermarkMillis,
        long inFlightBytes,
        long otherBytes,
        List<StateObservation> states) {

    public OperatorObservation {
        states = List.copyOf(states);
    }

    public long bytes() {
        return inFlightBytes
                + otherBytes
                + states.stream().mapToLong(StateObservation::bytes).sum();
    }
}
