package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.leak.past.JobPast;
import io.streamgauge.agent.analysis.leak.past.OperatorPast;
import io.streamgauge.agent.analysis.leak.past.StatePast;
import io.streamgauge.agent.analysis.leak.wording.Causes;
import io.streamgauge.agent.analysis.leak.wording.Fixes;
import io.streamgauge.agent.analysis.leak.wording.Words;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.finding.CauseShare;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Turns what the rules say about one job into findings, with words. */
final class Report {

    private static final String SINGLE_KEYS =
            "Single keys: checkpoints were not read, so no key was seen to live or die."
                    + " Keys that die after all would clear this, keys that never do would confirm it.";

    private final JobPast job;
    private final LeakSettings settings;
    private final long now;

    Report(JobPast job, LeakSettings settings, long now) {
        this.job = job;
        this.settings = settings;
        this.now = now;
    }

    /** The id of a finding about a state: the same for as long as the job, the operator and the state are the same. */
    String id(OperatorRef operator, String state) {
        return Finding.STATE_LEAK + "/" + job.job().job().id() + "/" + operator.id() + "/" + state;
    }

    Finding steady(
            Verdict verdict,
            OperatorPast operator,
            StatePast state,
            Trend trend,
            List<String> level,
            boolean blindToTime) {
        double tombstones = Causes.tombstones(state, trend.fromMillis(), now);
        List<CauseShare> causes = Causes.ofGrowth(state, tombstones, !blindToTime);
        List<Evidence> evidence = new ArrayList<>(size(operator, state, trend));
        evidence.add(new Evidence(
                tombstones == 0
                        ? "Nothing was deleted from it while it grew."
                        : Words.percent(tombstones) + " of the writes in its memtables were deletes.",
                tombstones,
                "ratio"));
        if (!level.isEmpty()) {
            evidence.add(new Evidence(
                    level.size() + " other states of the operator did not grow with it under the same input: "
                            + String.join(", ", level),
                    level.size(),
                    "states"));
        }
        List<String> notAssessed = new ArrayList<>();
        notAssessed.add(SINGLE_KEYS);
        notAssessed.add(
                "Times to live and lifetimes: gauges do not tell them. A state whose keys live longer than about "
                        + Words.span(now - trend.fromMillis())
                        + ", or whose keys are still being met for the first time, grows"
                        + " like this until it is full.");
        if (blindToTime) {
            notAssessed.add("Event time: the operator has pending event timers, but no watermark was seen.");
        }
        addBlindSpots(notAssessed);
        return finding(verdict, operator.operator(), state, causes, trend.sinceMillis(), evidence, notAssessed);
    }

    /** Growth that traffic explains. */
    Finding withTraffic(OperatorPast operator, StatePast state, Growth.WithTraffic growth) {
        Trend trend = growth.size();
        List<Evidence> evidence = new ArrayList<>(size(operator, state, trend));
        evidence.add(new Evidence(
                "The input of the operator grew by " + Words.percent(growth.inputGrowth())
                        + " meanwhile; the state grew no more than that.",
                growth.inputGrowth(),
                "ratio"));
        return new Finding(
                id(operator.operator(), state.state()),
                Finding.STATE_LEAK,
                Verdict.EXPLAINED,
                job.job().job(),
                operator.operator(),
                state.state(),
                null,
                List.of(),
                Instant.ofEpochMilli(trend.sinceMillis()),
                evidence,
                null,
                "Nothing, if this traffic is expected: the state levels off when the traffic does.",
                List.of(SINGLE_KEYS));
    }

    private List<Evidence> size(OperatorPast operator, StatePast state, Trend trend) {
        double perHour = trend.perSecond().middle() * 3600;
        long seen = now - trend.fromMillis();
        double records = operator.arrivals().between(trend.fromMillis(), now) * 1000 / seen;
        double bytes = last(state);
        double all = 0;
        for (OperatorPast any : job.operators()) {
            for (StatePast each : any.states()) {
                all += last(each);
            }
        }
        return List.of(
                new Evidence(
                        "\"" + state.state() + "\" holds about " + Words.number(trend.size()) + " entries, "
                                + Words.number(trend.before()) + " were there " + Words.span(seen) + " ago.",
                        trend.size(),
                        "keys"),
                new Evidence(
                        "It grows by " + Words.number(perHour) + " entries an hour (95 % interval "
                                + Words.number(trend.perSecond().lower() * 3600) + " to "
                                + Words.number(trend.perSecond().upper() * 3600) + "), steadily since "
                                + Words.time(trend.sinceMillis()) + ".",
                        perHour,
                        "keys/hour"),
                new Evidence(
                        "Each record that comes in leaves " + Words.number(trend.perRecord()) + " entries behind.",
                        trend.perRecord(),
                        "keys/record"),
                new Evidence(
                        "The operator took in " + Words.number(records) + " records a second.",
                        records,
                        "records/second"),
                new Evidence(
                        "Its table files take " + Words.bytes(bytes) + ", " + Words.percent(all == 0 ? 0 : bytes / all)
                                + " of those of the job's states.",
                        bytes,
                        "bytes"));
    }

    private static double last(StatePast state) {
        return state.sstBytes().isEmpty()
                ? 0
                : state.sstBytes().value(state.sstBytes().size() - 1);
    }

    Finding stall(Verdict verdict, Stall stall) {
        List<Evidence> evidence = new ArrayList<>();
        double seconds = (now - stall.sinceMillis()) / 1000.0;
        String since = Words.time(stall.sinceMillis()) + ", for " + Words.span(now - stall.sinceMillis());
        Double stands = stall.watermarkSeconds();
        evidence.add(new Evidence(
                stands == null
                        ? "No watermark has been seen since " + since + "."
                        : "The watermark stands at " + Words.time(Math.round(stands * 1000)) + " since " + since + ".",
                seconds,
                "seconds"));
        evidence.add(new Evidence(
                Words.number(stall.gain().records()) + " records came in meanwhile.",
                stall.gain().records(),
                "records"));
        evidence.add(new Evidence(
                "\"" + stall.state().state() + "\" gained "
                        + Words.number(stall.gain().grown()) + " entries and holds "
                        + Words.number(stall.gain().size()) + ".",
                stall.gain().grown(),
                "keys"));
        if (!stall.others().isEmpty()) {
            evidence.add(new Evidence(
                    "With it grew: " + String.join(", ", stall.others()) + ".",
                    stall.others().size(),
                    "states"));
        }
        List<String> notAssessed = new ArrayList<>();
        notAssessed.add("Which source partition holds event time back: the watermarks of single splits were not read.");
        if (stands == null) {
            notAssessed.add("Whether the job means to have event time: no watermark was ever seen of this operator.");
        }
        addBlindSpots(notAssessed);
        return finding(
                verdict,
                stall.operator(),
                stall.state(),
                Causes.ofStall(stands != null),
                stall.sinceMillis(),
                evidence,
                notAssessed);
    }

    private Finding finding(
            Verdict verdict,
            OperatorRef operator,
            StatePast state,
            List<CauseShare> causes,
            long since,
            List<Evidence> evidence,
            List<String> notAssessed) {
        return new Finding(
                id(operator, state.state()),
                Finding.STATE_LEAK,
                verdict,
                job.job().job(),
                operator,
                state.state(),
                causes.get(0).cause(),
                causes,
                Instant.ofEpochMilli(since),
                evidence,
                null,
                Fixes.of(causes.get(0).cause(), state.state()),
                notAssessed);
    }

    private void addBlindSpots(List<String> notAssessed) {
        notAssessed.add("Heap and operator state: no gauge tells their size per state.");
        notAssessed.add(
                "Lasting for longer than " + Words.span(settings.longestWindow().toMillis())
                        + ": this rule looks no further back, and never says more than suspect.");
    }
}
