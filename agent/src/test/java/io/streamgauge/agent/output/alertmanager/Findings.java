package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.CauseShare;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Forecast;
import io.streamgauge.agent.finding.Verdict;
import java.time.Instant;
import java.util.List;

/** Findings as the leak analysis makes them. */
final class Findings {

    static final Instant SINCE = Instant.parse("2026-01-01T08:00:00Z");

    private Findings() {}

    static Finding leak(String state, Verdict verdict) {
        return leak("0123456789abcdef0123456789abcdef", state, verdict);
    }

    static Finding leak(String jobId, String state, Verdict verdict) {
        return new Finding(
                "state-leak/support/ab/" + state,
                Finding.STATE_LEAK,
                verdict,
                new JobRef(jobId, "support conversations"),
                new OperatorRef("ab12", "conversation-tracker", "Conversation tracker"),
                state,
                Cause.NEVER_CLEARED,
                List.of(new CauseShare(Cause.NEVER_CLEARED, 0.8), new CauseShare(Cause.FAR_TIMERS, 0.1)),
                SINCE,
                List.of(new Evidence("grows by 1200 keys/hour", 1200, "keys/hour")),
                new Forecast(
                        "managed memory full",
                        Instant.parse("2026-01-02T00:00:00Z"),
                        Instant.parse("2026-01-03T00:00:00Z"),
                        Instant.parse("2026-01-05T00:00:00Z")),
                "Clear it when the conversation closes.",
                List.of("timers"));
    }

    /** About the job as a whole. */
    static Finding ofJob(String kind, Verdict verdict) {
        return new Finding(
                kind + "/support",
                kind,
                verdict,
                new JobRef("0123456789abcdef0123456789abcdef", "support conversations"),
                null,
                null,
                null,
                List.of(),
                SINCE,
                List.of(),
                null,
                "",
                List.of());
    }
}
