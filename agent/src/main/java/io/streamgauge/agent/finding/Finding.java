package io.streamgauge.agent.finding;

import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.OperatorRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the agent has found out about a job, with its evidence.
 *
 * @param id stable for as long as the same thing is found: kind, job, operator and state
 * @param kind "state-leak", "checkpoint-stalled", ...
 * @param state null where it is not about one state
 * @param causes most likely first; the first is {@code cause}
 * @param since when what is found began, as far as can be told
 * @param forecast null where no limit is known
 * @param fix what to do, for a person
 * @param notAssessed what could not be looked at, and so may change the verdict
 */
public record Finding(
        String id,
        String kind,
        Verdict verdict,
        JobRef job,
        @Nullable OperatorRef operator,
        @Nullable String state,
        @Nullable Cause cause,
        List<CauseShare> causes,
        Instant since,
        List<Evidence> evidence,
        @Nullable Forecast forecast,
        String fix,
        List<String> notAssessed) {

    /** The kind of every finding about growing state. */
    public static final String STATE_LEAK = "state-leak";

    public Finding {
        causes = List.copyOf(causes);
        evidence = List.copyOf(evidence);
        notAssessed = List.copyOf(notAssessed);
    }
}
