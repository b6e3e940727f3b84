package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.cohort.EventTime;
import io.streamgauge.agent.cohort.JobEvidence;
import io.streamgauge.agent.cohort.StateEvidence;
import io.streamgauge.agent.cohort.StateTraits;
import io.streamgauge.agent.declaration.Declaration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One state to judge, with what is known around it.
 *
 * @param declaration what a person told of it; null for nothing
 */
record StateCase(
        JobEvidence job,
        EventTime eventTime,
        StateEvidence state,
        @Nullable Declaration declaration,
        LifeSettings settings) {

    StateTraits traits() {
        return state.traits();
    }

    long now() {
        return job.atMillis();
    }

    /** Seconds since its keys have been followed. */
    double followedSeconds() {
        return (state.lastMillis() - state.firstMillis()) / 1000.0;
    }

    /** The newest restart before a time and no more than so long before it. */
    OptionalLong restartBefore(long millis, long withinMillis) {
        Long running = job.runningSinceMillis();
        if (running != null && running <= millis && running >= millis - withinMillis) {
            return OptionalLong.of(running);
        }
        return job.restarts().stream()
                .mapToLong(Long::longValue)
                .filter(at -> at <= millis && at >= millis - withinMillis)
                .max();
    }

    @Nullable
    Double declaredLifetimeSeconds() {
        return declaration == null || declaration.lifetime() == null
                ? null
                : (Double) (declaration.lifetime().toMillis() / 1000.0);
    }
}
