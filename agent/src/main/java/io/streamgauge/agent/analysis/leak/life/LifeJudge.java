package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.Assessment.Explained;
import io.streamgauge.agent.analysis.leak.life.Assessment.Leak;
import io.streamgauge.agent.analysis.leak.life.Assessment.Quiet;
import io.streamgauge.agent.analysis.leak.life.Assessment.TooEarly;
import io.streamgauge.agent.cohort.JobEvidence;
import io.streamgauge.agent.cohort.OperatorEvidence;
import io.streamgauge.agent.cohort.StateEvidence;
import io.streamgauge.agent.declaration.Declaration;
import io.streamgauge.agent.declaration.Declarations;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.checkpoint.report.NamespaceKind;
import io.streamgauge.checkpoint.report.TimeToLive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges the states of a job by what is remembered of their keys. Pure: the same evidence gives the same findings.
 *
 * <p>Explains first, then looks for hard proof, then for statistics; docs/leak-detection.md tells how. A statistical verdict
 * must hold at two slices in a row, and against the number of states judged (Benjamini and Hochberg at 1 %).
 */
public final class LifeJudge {

    private static final double FALSE_DISCOVERIES = 0.01;

    private final LifeSettings settings;

    public LifeJudge(LifeSettings settings) {
        this.settings = settings;
    }

    /**
     * What is found now, by id. States that could not be judged yet are told in one finding.
     *
     * @param previous findings of before: what is still found keeps its start
     */
    public List<Finding> judge(JobEvidence job, Declarations declarations, Limits limits, List<Finding> previous) {
        List<Judged> all = new ArrayList<>();
        for (OperatorEvidence operator : job.operators()) {
            assess(job, operator, declarations, all);
        }
        dropChance(all);
        Report report = new Report(job, limits, previous);
        List<Finding> findings = new ArrayList<>();
        Map<StateEvidence, TooEarly> early = new LinkedHashMap<>();
        for (Judged one : all) {
            if (one.assessment() instanceof Leak leak) {
                findings.add(report.leak(one.state(), leak));
            } else if (one.assessment() instanceof Explained explained) {
                findings.add(report.explained(one.state(), explained));
            } else if (one.assessment() instanceof TooEarly tooEarly) {
                early.put(one.state().state(), tooEarly);
            }
        }
        if (!early.isEmpty()) {
            findings.add(report.tooEarly(early));
        }
        findings.sort(Comparator.comparing(Finding::id));
        return findings;
    }

    /** Whether the lives of this state's keys, or what else is needed to judge it, can be seen. */
    public static boolean canJudge(StateEvidence state) {
        return state.sampledGroups() > 0 || state.traits().kind().isOperatorState();
    }

    /** A state and what is said of it. */
    private record Judged(StateCase state, Assessment assessment) {}

    private void assess(JobEvidence job, OperatorEvidence operator, Declarations declarations, List<Judged> into) {
        @Nullable StallProof stall = StallProof.of(job, operator, settings);
        for (StateEvidence state : operator.states()) {
            Declaration declaration =
                    declarations.of(operator.operator(), state.traits().name()).orElse(null);
            StateCase one = new StateCase(job, operator.eventTime(), state, declaration, settings);
            if (stall != null && state.equals(stall.carrier())) {
                into.add(new Judged(one, stall.leak()));
                continue;
            }
            Assessment assessment = assess(one);
            // While event time stands still, what grew only since then has that reason.
            boolean waits = stall != null
                    && (state.traits().waitsForEventTime()
                            || (assessment instanceof Leak leak
                                    && leak.sinceMillis() >= stall.leak().sinceMillis()));
            into.add(new Judged(one, waits ? new Quiet() : assessment));
        }
    }

    private Assessment assess(StateCase state) {
        if ((state.declaration() != null && state.declaration().reference()) || !canJudge(state.state())) {
            return new Quiet();
        }
        if (state.traits().kind().isOperatorState()) {
            return RiseRules.operatorState(state);
        }
        if (state.traits().kind().isTimers()) {
            return TimerRule.assess(state);
        }
        Assessment dead = DeadRule.assess(state);
        if (!(dead instanceof Quiet)) {
            return dead;
        }
        Assessment byLives = state.traits().namespace() == NamespaceKind.TIME_WINDOW
                ? WindowRule.assess(state)
                : state.traits().timeToLive() == TimeToLive.ON ? TtlRule.assess(state) : KeyedRule.assess(state);
        if (byLives instanceof Leak leak && leak.verdict().compareTo(Verdict.WATCH) > 0) {
            return byLives;
        }
        Assessment perKey = RiseRules.perKey(state);
        return perKey instanceof Quiet ? byLives : perKey;
    }

    /** With many states some look like leaks by chance: those whose chance is too high for their rank are let go. */
    private static void dropChance(List<Judged> all) {
        List<Double> chances = new ArrayList<>();
        for (Judged one : all) {
            if (one.assessment() instanceof Leak leak) {
                chances.add(leak.chance());
            }
        }
        chances.sort(Comparator.naturalOrder());
        double limit = 0;
        for (int rank = 1; rank <= chances.size(); rank++) {
            double allowed = FALSE_DISCOVERIES * rank / all.size();
            if (chances.get(rank - 1) <= allowed) {
                limit = chances.get(rank - 1);
            }
        }
        double highest = limit;
        all.replaceAll(one -> one.assessment() instanceof Leak leak && leak.chance() > highest
                ? new Judged(one.state(), new Quiet())
                : one);
    }
}
