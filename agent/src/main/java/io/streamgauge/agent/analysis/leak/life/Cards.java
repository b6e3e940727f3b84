package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.analysis.leak.life.SurvivalRule.Staying;
import io.streamgauge.agent.analysis.leak.life.stat.Stretch;
import io.streamgauge.agent.analysis.leak.wording.Words;
import io.streamgauge.agent.cohort.Shape;
import io.streamgauge.agent.cohort.Slice;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The numbers behind a verdict, in sentences. */
final class Cards {

    private static final double DAY = 86_400;

    private Cards() {}

    static List<Evidence> with(Evidence first, List<Evidence> more) {
        List<Evidence> all = new ArrayList<>();
        all.add(first);
        all.addAll(more);
        return all;
    }

    /** Keys that stay. */
    static List<Evidence> staying(StateCase state, Staying staying, double span) {
        List<Evidence> evidence = new ArrayList<>();
        Shape now = state.state().now();
        String stretch = Words.span((long) (span * 1000));
        evidence.add(new Evidence(
                "Of new keys " + Words.percent(staying.staying()) + " never go: " + Words.number(staying.deaths())
                        + " of "
                        + Words.number(staying.births() + now.live()) + " sampled keys died within " + stretch
                        + ", and past an age of " + Words.span((long) (staying.fromAge() * 1000)) + " nearly none.",
                staying.staying(),
                "ratio"));
        double unchanged = unchanged(state, span);
        if (!Double.isNaN(unchanged)) {
            evidence.add(new Evidence(
                    Words.percent(unchanged) + " of its sampled keys did not change for half of that time.",
                    unchanged,
                    "ratio"));
        }
        double perDay = staying.rate().middle() * DAY;
        evidence.add(new Evidence(
                Words.number(now.liveKeys()) + " keys live; " + Words.number(perDay * now.liveKeys())
                        + " more stay each day" + (perDay < 10 ? " (" + Words.percent(perDay) + ")" : "") + ".",
                perDay * now.liveKeys(),
                "keys/day"));
        double perRecord = perRecord(state, staying, span);
        if (!Double.isNaN(perRecord)) {
            evidence.add(new Evidence(
                    "Each record that comes in leaves " + Words.number(perRecord) + " keys behind.",
                    perRecord,
                    "keys/record"));
        }
        return evidence;
    }

    private static double unchanged(StateCase state, double span) {
        Slice last = state.state().slices().get(state.state().slices().size() - 1);
        double idle = Stretch.idler(last, span / 2, state.settings().sliceSeconds());
        double live = last.end().live();
        return live > 0 ? idle / live : Double.NaN;
    }

    private static double perRecord(StateCase state, Staying staying, double span) {
        double records = 0;
        for (Slice slice : state.state().since(state.now() - (long) (span * 1000))) {
            records += slice.recordsIn();
        }
        return records > 0
                ? staying.births() * staying.staying() * state.state().now().scale() / records
                : Double.NaN;
    }

    /** Share of the whole, and the event that it began after. */
    static List<Evidence> common(StateCase state, long sinceMillis) {
        List<Evidence> evidence = new ArrayList<>();
        Shape now = state.state().now();
        double share = state.job().bytes() > 0 ? now.bytes() / state.job().bytes() : 0;
        evidence.add(new Evidence(
                "It takes " + Words.bytes(now.bytes()) + " of the checkpoint, " + Words.percent(share)
                        + " of the job's state.",
                share,
                "ratio"));
        long slice = (long) (2 * state.settings().sliceSeconds() * 1000);
        OptionalLong restart = state.restartBefore(sinceMillis + slice / 2, slice);
        if (restart.isPresent()) {
            evidence.add(new Evidence(
                    "It began within " + Words.span(slice) + " of a start of the job at "
                            + Words.time(restart.getAsLong()) + ": a deploy, a restore or a restart.",
                    (sinceMillis - restart.getAsLong()) / 1000.0,
                    "seconds"));
        }
        return evidence;
    }

    /** What would change the verdict. */
    static List<String> mind(StateCase state, Verdict verdict) {
        List<String> mind = new ArrayList<>();
        if (verdict != Verdict.CONFIRMED) {
            mind.add("Keys that go after all. Earliest proof on "
                    + Words.time(state.state().firstMillis()
                            + state.settings().confirmAfter().toMillis())
                    + "; a lifetime longer than that is declared under analysis.leak.states.");
        } else {
            mind.add("Keys that go after all, or a declaration that they are meant to stay: reference data.");
        }
        return mind;
    }
}
