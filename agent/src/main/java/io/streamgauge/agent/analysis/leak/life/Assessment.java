package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.stat.Rate;
import io.streamgauge.agent.finding.CauseShare;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of one state. */
sealed interface Assessment {

    /** Nothing to say: it does not grow, or its keys die in time. */
    record Quiet() implements Assessment {}

    /** Too little was seen yet. */
    record TooEarly(@Nullable Instant earliest, String why) implements Assessment {}

    /**
     * Growth with a bound.
     *
     * @param plateauKeys that it comes to; null where not known
     * @param when it is reached; null where not known
     */
    record Explained(String reason, List<Evidence> evidence, @Nullable Double plateauKeys, @Nullable Instant when)
            implements Assessment {}

    /**
     * Growth without a bound.
     *
     * @param chance that a healthy state looks like this
     * @param leak how much stays
     * @param mind what would change the verdict
     */
    record Leak(
            Verdict verdict,
            List<CauseShare> causes,
            long sinceMillis,
            double chance,
            Rate leak,
            List<Evidence> evidence,
            List<String> mind)
            implements Assessment {}
}
