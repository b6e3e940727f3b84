package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.leak.past.JobPast;
import io.streamgauge.agent.analysis.leak.past.OperatorPast;
import io.streamgauge.agent.analysis.leak.past.StatePast;
import io.streamgauge.agent.analysis.leak.wording.Words;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.ProcessFacts;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** States without a verdict, told in one finding for the job: one for each would bury the others. Used once. */
final class Unjudged {

    private static final int NAMES_SHOWN = 5;

    private final Facts facts;
    private final JobPast job;

    private final Set<String> tooShort = new TreeSet<>();
    private final Set<String> unseen = new TreeSet<>();
    private final Set<String> missing = new TreeSet<>();
    private long needMillis;

    Unjudged(Facts facts, JobPast job) {
        this.facts = facts;
        this.job = job;
    }

    void tooShort(OperatorPast operator, StatePast state, long need) {
        tooShort.add(operator.operator().name() + "/" + state.state());
        needMillis = Math.max(needMillis, need);
    }

    void unseen(OperatorPast operator, StatePast state) {
        unseen.add(operator.operator().name() + "/" + state.state());
        missing.addAll(state.missing());
        if (state.missing().isEmpty()) {
            missing.add("records in of " + operator.operator().name());
        }
    }

    Optional<Finding> finding(Map<String, Finding> previous) {
        List<Evidence> evidence = new ArrayList<>();
        if (!tooShort.isEmpty()) {
            evidence.add(new Evidence(
                    tooShort.size() + " of " + job.states() + " states need to be seen for another "
                            + Words.span(needMillis) + " without a gap: " + names(tooShort) + ".",
                    needMillis / 1000.0,
                    "seconds"));
        }
        if (!unseen.isEmpty()) {
            evidence.add(new Evidence(
                    unseen.size() + " of " + job.states() + " states cannot be judged: " + names(unseen)
                            + ". Not seen: " + String.join(", ", missing) + ".",
                    unseen.size(),
                    "states"));
        }
        if (job.operators().stream().allMatch(operator -> operator.states().isEmpty())) {
            evidence.add(new Evidence(
                    "No state has been seen of this job: it has none, or it is on the heap, or RocksDB's gauges"
                            + " are off.",
                    0,
                    "states"));
        }
        return evidence.isEmpty() ? Optional.empty() : Optional.of(incomplete(evidence, previous));
    }

    private String names(Set<String> all) {
        List<String> some = all.stream().limit(NAMES_SHOWN).toList();
        return String.join(", ", some) + (all.size() > NAMES_SHOWN ? ", ..." : "");
    }

    private Finding incomplete(List<Evidence> evidence, Map<String, Finding> previous) {
        List<String> notAssessed = new ArrayList<>();
        for (ProcessFacts process : facts.processes()) {
            for (String off : process.disabledSwitches()) {
                String text = "Switched off in Flink: " + off;
                if (!notAssessed.contains(text)) {
                    notAssessed.add(text);
                }
            }
        }
        String id = Finding.STATE_LEAK + "/" + job.job().job().id() + "/incomplete";
        @Nullable Finding before = previous.get(id);
        return new Finding(
                id,
                Finding.STATE_LEAK,
                Verdict.INCOMPLETE,
                job.job().job(),
                null,
                null,
                null,
                List.of(),
                before == null ? facts.at() : before.since(),
                evidence,
                null,
                unseen.isEmpty() && !tooShort.isEmpty()
                        ? "Wait."
                        : "Switch on the gauges named above in Flink's configuration.",
                notAssessed);
    }
}
