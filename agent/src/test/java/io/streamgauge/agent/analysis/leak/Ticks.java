package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.leak.Recording.Judged;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Questions asked of the findings of a run. */
final class Ticks {

    private Ticks() {}

    /** Everything ever accused, as operator/state. */
    static Set<String> accused(List<Judged> ticks) {
        Set<String> accused = new TreeSet<>();
        for (Judged tick : ticks) {
            for (Finding finding : tick.accusations()) {
                @Nullable OperatorRef operator = finding.operator();
                accused.add((operator == null ? "?" : operator.name()) + "/" + finding.state());
            }
        }
        return accused;
    }

    /** When a state was first suspected, in seconds of the run; NaN if never. */
    static double suspectedAt(List<Judged> ticks, String state) {
        return ticks.stream()
                .filter(tick -> tick.accusations().stream()
                        .anyMatch(found -> found.verdict() == Verdict.SUSPECT && state.equals(found.state())))
                .mapToDouble(Judged::second)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** When anything was last accused; NaN if never. */
    static double lastAccusedAt(List<Judged> ticks) {
        return ticks.stream()
                .filter(tick -> !tick.accusations().isEmpty())
                .mapToDouble(Judged::second)
                .max()
                .orElse(Double.NaN);
    }

    static Judged last(List<Judged> ticks) {
        return ticks.get(ticks.size() - 1);
    }
}
