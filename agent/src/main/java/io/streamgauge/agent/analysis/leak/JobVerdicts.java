package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.leak.past.JobPast;
import io.streamgauge.agent.analysis.leak.past.OperatorPast;
import io.streamgauge.agent.analysis.leak.past.StatePast;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.finding.Cause;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.history.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges all states of one job at one tick. Used once. */
final class JobVerdicts {

    private final LeakSettings settings;
    private final JobPast job;
    private final long now;
    private final Start start;
    private final Report report;
    private final GrowthRule growth;
    private final StallRule stalls;
    private final Map<String, Finding> previous = new HashMap<>();
    private final Map<String, Finding> findings = new HashMap<>();
    private final Unjudged unjudged;

    JobVerdicts(LeakSettings settings, Window window, JobPast job) {
        this.settings = settings;
        this.job = job;
        now = window.now().at().toEpochMilli();
        start = Start.of(job.job(), window.events(job.job().job().id()), now, settings);
        report = new Report(job, settings, now);
        growth = new GrowthRule(settings);
        stalls = new StallRule(settings);
        unjudged = new Unjudged(window.now(), job);
        for (Finding finding : window.previousFindings()) {
            previous.put(finding.id(), finding);
        }
    }

    List<Finding> findings() {
        for (OperatorPast operator : job.operators()) {
            Map<StatePast, Growth> answers = new HashMap<>();
            List<String> level = new ArrayList<>();
            for (StatePast state : operator.states()) {
                if (state.lastSeen() >= now - settings.window().toMillis() || !state.sizeSeen()) {
                    boolean raised = verdictBefore(report.id(operator.operator(), state.state())) == Verdict.SUSPECT;
                    Growth answer = growth.judge(state, operator.arrivals(), start.settledMillis(), now, raised);
                    answers.put(state, answer);
                    if (answer instanceof Growth.Level && !state.timers()) {
                        level.add(state.state());
                    }
                }
            }
            answers.forEach((state, answer) -> answer(operator, state, answer, level));
        }
        // Last, so that it takes the place of what is only its consequence.
        stalls.judge(job, start.cutMillis(), now, new NamedBefore()).ifPresent(this::stalled);
        unjudged.finding(previous).ifPresent(finding -> findings.put(finding.id(), finding));
        return List.copyOf(findings.values());
    }

    /** What the tick before had named as the carrier of a stall. */
    private final class NamedBefore implements StallRule.Named {

        @Override
        public boolean by(OperatorRef operator, String state, long sinceMillis) {
            @Nullable Finding before = previous.get(report.id(operator, state));
            return before != null && same(before, sinceMillis);
        }

        @Override
        public boolean another(long sinceMillis) {
            return previous.values().stream().anyMatch(before -> same(before, sinceMillis));
        }

        private boolean same(Finding before, long sinceMillis) {
            return before.cause() == Cause.STALLED_WATERMARK
                    && before.job().id().equals(job.job().job().id())
                    && before.since().toEpochMilli() == sinceMillis;
        }
    }

    private void stalled(Stall stall) {
        String id = report.id(stall.operator(), stall.state().state());
        boolean proven = stall.watermarkSeconds() != null;
        findings.put(id, report.stall(proven ? raise(id) : Verdict.WATCH, stall));
    }

    private void answer(OperatorPast operator, StatePast state, Growth answer, List<String> level) {
        String id = report.id(operator.operator(), state.state());
        if (answer instanceof Growth.Steady steady) {
            Trend trend = steady.trend();
            if (!waitsForEventTime(operator, state, trend)) {
                boolean blind = blindToTime(operator);
                Finding finding =
                        report.steady(blind ? Verdict.WATCH : raise(id), operator, state, trend, level, blind);
                findings.put(id, keepStart(finding));
            }
        } else if (answer instanceof Growth.WithTraffic traffic) {
            if (traffic.inputGrowth() >= settings.leastGrowth()) {
                findings.put(id, report.withTraffic(operator, state, traffic));
            }
        } else if (answer instanceof Growth.TooShort tooShort) {
            unjudged.tooShort(operator, state, tooShort.needMillis());
            hold(id, state, "not seen for long enough since the last restart or gap");
        } else if (answer instanceof Growth.Unseen) {
            unjudged.unseen(operator, state);
            hold(id, state, "a gauge or the input is no longer seen");
        } else if (answer instanceof Growth.InputStopped) {
            hold(id, state, "the input has all but stopped, so the leak cannot show");
        }
    }

    /** Two ticks in a row. */
    private Verdict raise(String id) {
        Verdict before = verdictBefore(id);
        return before == Verdict.WATCH || before == Verdict.SUSPECT ? Verdict.SUSPECT : Verdict.WATCH;
    }

    private Verdict verdictBefore(String id) {
        @Nullable Finding before = previous.get(id);
        return before == null ? Verdict.INCOMPLETE : before.verdict();
    }

    /** What did not grow before event time stood still grows because of that, also for a while after it has moved on. */
    private boolean waitsForEventTime(OperatorPast operator, StatePast state, Trend trend) {
        long slack = 2 * settings.window().toMillis() / settings.buckets();
        long still = stalls.stoodStillSince(operator, start.cutMillis(), trend.fromMillis() - slack, now);
        return still != Long.MAX_VALUE
                && !(growth.judge(state, operator.arrivals(), start.settledMillis(), still, true)
                        instanceof Growth.Steady);
    }

    /** Pending event timers but no watermark: growth may be a stall, so nothing is said for sure. */
    private static boolean blindToTime(OperatorPast operator) {
        return operator.watermark().isEmpty()
                && operator.states().stream()
                        .anyMatch(state -> state.eventTimers()
                                && !state.keys().isEmpty()
                                && state.keys().value(state.keys().size() - 1) > 0);
    }

    /** The same growth began when it began, also when later windows do not reach back that far. */
    private Finding keepStart(Finding finding) {
        @Nullable Finding before = previous.get(finding.id());
        boolean same = before != null
                && before.verdict() != Verdict.EXPLAINED
                && before.since().toEpochMilli() >= start.cutMillis();
        return same && before != null ? with(finding, before.since(), finding.notAssessed()) : finding;
    }

    /** Neither raises nor clears: what was found stays found while it cannot be looked at again. */
    private void hold(String id, StatePast state, String why) {
        @Nullable Finding before = previous.get(id);
        boolean fresh = state.lastSeen() >= now - settings.window().toMillis();
        // A stall is judged by other series: what that rule no longer finds is over.
        if (before != null
                && fresh
                && before.cause() != Cause.STALLED_WATERMARK
                && (before.verdict() == Verdict.WATCH || before.verdict() == Verdict.SUSPECT)) {
            String note = "This tick: kept as it was, " + why + ".";
            List<String> notAssessed = new ArrayList<>(before.notAssessed());
            notAssessed.removeIf(text -> text.startsWith("This tick: "));
            notAssessed.add(note);
            findings.put(id, with(before, before.since(), notAssessed));
        }
    }

    private static Finding with(Finding finding, Instant since, List<String> notAssessed) {
        return new Finding(
                finding.id(),
                finding.kind(),
                finding.verdict(),
                finding.job(),
                finding.operator(),
                finding.state(),
                finding.cause(),
                finding.causes(),
                since,
                finding.evidence(),
                finding.forecast(),
                finding.fix(),
                notAssessed);
    }
}
