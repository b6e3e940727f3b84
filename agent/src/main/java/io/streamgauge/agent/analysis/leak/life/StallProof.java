package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.Assessment.Leak;
import io.streamgauge.agent.analysis.leak.life.stat.Rate;
import io.streamgauge.agent.analysis.leak.wording.Words;
import io.streamgauge.agent.cohort.EventTime;
import io.streamgauge.agent.cohort.JobEvidence;
import io.streamgauge.agent.cohort.OperatorEvidence;
import io.streamgauge.agent.cohort.Slice;
import io.streamgauge.agent.cohort.StateEvidence;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Event time stands still in an operator while records come in and what waits for it piles up: proof within minutes.
 *
 * @param carrier the state that shows it: timers before windows before others, the fastest growing of a kind
 * @param leak what is said of it
 */
record StallProof(StateEvidence carrier, Leak leak) {

    private static final int USUAL_GAPS = 5;

    static @Nullable StallProof of(JobEvidence job, OperatorEvidence operator, LifeSettings settings) {
        EventTime time = operator.eventTime();
        Long watermark = time.watermarkMillis();
        long stood = job.atMillis() - time.movedMillis();
        long need = Math.max(settings.watermarkStall().toMillis(), USUAL_GAPS * time.usualGapMillis());
        if (watermark == null || stood < need || !(time.recordsSince() > 0)) {
            return null;
        }
        @Nullable StateEvidence carrier = null;
        double most = 0;
        List<String> others = new ArrayList<>();
        for (StateEvidence state : operator.states()) {
            double grown = grown(state, time.movedMillis());
            if (grown < Math.max(settings.leastGrowth(), 0.01)
                    || !state.traits().waitsForEventTime()) {
                continue;
            }
            double rank = grown + (state.traits().kind().isTimers() ? 1e6 : 0);
            if (carrier != null) {
                others.add((rank > most ? carrier : state).traits().name());
            }
            if (rank > most) {
                carrier = state;
                most = rank;
            }
        }
        return carrier == null ? null : new StallProof(carrier, leak(operator, others, stood));
    }

    /** Growth of live keys, or of entries where keys are not seen, since a time. */
    private static double grown(StateEvidence state, long sinceMillis) {
        double before = Double.NaN;
        double now = Double.NaN;
        for (Slice slice : state.slices()) {
            double size = Double.isNaN(slice.end().live())
                    ? slice.end().entries()
                    : slice.end().live();
            if (slice.toMillis() <= sinceMillis || Double.isNaN(before)) {
                before = size;
            }
            now = size;
        }
        return (now - before) / Math.max(1, before);
    }

    private static Leak leak(OperatorEvidence operator, List<String> others, long stood) {
        EventTime time = operator.eventTime();
        Long stands = time.watermarkMillis();
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence(
                "The watermark stands at " + Words.time(stands == null ? 0 : stands) + " since "
                        + Words.time(time.movedMillis()) + ", for " + Words.span(stood) + ".",
                stood / 1000.0,
                "seconds"));
        evidence.add(new Evidence(
                Words.number(time.recordsSince()) + " records came in meanwhile.", time.recordsSince(), "records"));
        if (!others.isEmpty()) {
            evidence.add(new Evidence("With it grew: " + String.join(", ", others) + ".", others.size(), "states"));
        }
        return new Leak(
                Verdict.CONFIRMED,
                CausesOfLives.of(Cause.STALLED_WATERMARK, 0.96, Cause.FAR_TIMERS),
                time.movedMillis(),
                0,
                Rate.UNKNOWN,
                evidence,
                List.of("A watermark that moves on: what waits for it goes then."));
    }
}
