package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.Analyzer;
import io.streamgauge.agent.analysis.leak.life.LifeJudge;
import io.streamgauge.agent.analysis.leak.life.LifeSettings;
import io.streamgauge.agent.analysis.leak.life.Limits;
import io.streamgauge.agent.analysis.leak.past.JobPast;
import io.streamgauge.agent.cohort.JobEvidence;
import io.streamgauge.agent.cohort.OperatorEvidence;
import io.streamgauge.agent.cohort.StateEvidence;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.history.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which state grows without bound. Where checkpoints show the keys of a state, their lives decide ({@link LifeJudge},
 * docs/leak-detection.md). Of other states gauges and input alone, which never say more than suspect: {@link StallRule} (proof), then
 * {@link GrowthRule} (statistics), whose Javadoc says what each mistakes for a leak; two ticks in a row raise a suspicion, one
 * clears it (docs/leak-rule.md). A stall of event time is told by whichever sees it first.
 */
public final class LeakAnalyzer implements Analyzer {

    private final LeakSettings settings;
    private final LifeJudge lives;

    public LeakAnalyzer(LeakSettings settings, LifeSettings lives) {
        this.settings = settings;
        this.lives = new LifeJudge(lives);
    }

    @Override
    public String kind() {
        return Finding.STATE_LEAK;
    }

    /** Sorted by id. At most one finding without a state per job: what could not be judged, and when it can. */
    @Override
    public List<Finding> analyse(Window window) {
        List<Finding> findings = new ArrayList<>();
        for (JobPast job : JobPast.of(window)) {
            List<Finding> byGauges = new JobVerdicts(settings, window, job).findings();
            JobEvidence evidence = window.evidence().get(job.job().job().id());
            findings.addAll(evidence == null ? byGauges : joined(byGauges, evidence, window));
        }
        findings.sort(Comparator.comparing(Finding::id));
        return findings;
    }

    /** What lives say, and of gauges what lives cannot say. */
    private List<Finding> joined(List<Finding> byGauges, JobEvidence evidence, Window window) {
        Set<String> judged = new HashSet<>();
        boolean all = true;
        for (OperatorEvidence operator : evidence.operators()) {
            for (StateEvidence state : operator.states()) {
                if (LifeJudge.canJudge(state)) {
                    judged.add(operator.operator().id() + '/' + state.traits().name());
                } else {
                    all = false;
                }
            }
        }
        List<Finding> byLives = lives.judge(evidence, window.declarations(), Limits.NONE, window.previousFindings());
        Map<String, Finding> joined = new LinkedHashMap<>();
        Set<String> stalled = new HashSet<>();
        for (Finding finding : byGauges) {
            OperatorRef operator = finding.operator();
            boolean stall = finding.cause() == Cause.STALLED_WATERMARK;
            if (stall && operator != null) {
                stalled.add(operator.id());
                joined.put(
                        finding.id(),
                        wasProven(finding, window.previousFindings())
                                ? confirmed(finding, finding)
                                : provenBy(byLives, finding, operator));
            } else if (operator == null ? !all : !judged.contains(operator.id() + '/' + finding.state())) {
                joined.put(finding.id(), finding);
            }
        }
        for (Finding finding : byLives) {
            if (!toldByStall(finding, stalled, window.previousFindings())) {
                joined.put(finding.id(), finding);
            }
        }
        return List.copyOf(joined.values());
    }

    /** Gauges see a stall first; that keys pile up meanwhile is the proof. */
    private static Finding provenBy(List<Finding> byLives, Finding stall, OperatorRef operator) {
        for (Finding finding : byLives) {
            OperatorRef proven = finding.operator();
            if (finding.cause() == Cause.STALLED_WATERMARK
                    && finding.verdict() == Verdict.CONFIRMED
                    && proven != null
                    && proven.id().equals(operator.id())) {
                return confirmed(stall, finding);
            }
        }
        return stall;
    }

    /** What was proven stays so until it ends. */
    private static boolean wasProven(Finding stall, List<Finding> previous) {
        return previous.stream()
                .anyMatch(before -> before.id().equals(stall.id())
                        && before.cause() == stall.cause()
                        && before.verdict() == Verdict.CONFIRMED);
    }

    private static Finding confirmed(Finding stall, Finding proof) {
        return new Finding(
                stall.id(),
                stall.kind(),
                Verdict.CONFIRMED,
                stall.job(),
                stall.operator(),
                stall.state(),
                stall.cause(),
                proof.causes(),
                stall.since(),
                stall.evidence(),
                stall.forecast(),
                stall.fix(),
                proof.notAssessed());
    }

    /**
     * One stall is one finding, of the state that the gauges named. What else stays in its operator while event time stands still
     * has that reason, but for what was suspected before.
     */
    private static boolean toldByStall(Finding finding, Set<String> stalled, List<Finding> previous) {
        OperatorRef operator = finding.operator();
        if (stalled.isEmpty() || operator == null || finding.verdict().compareTo(Verdict.WATCH) < 0) {
            return false;
        }
        if (finding.cause() == Cause.STALLED_WATERMARK) {
            return true;
        }
        return stalled.contains(operator.id())
                && previous.stream()
                        .noneMatch(before -> before.id().equals(finding.id())
                                && before.verdict().compareTo(Verdict.SUSPECT) >= 0);
    }
}
