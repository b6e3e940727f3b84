package io.streamgauge.agent;

import io.streamgauge.agent.fact.SourceFacts;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.view.View;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells the log what has changed since the last tick: a source that fails or is read again, a finding that begins, changes
 * its verdict or ends. Each once, however long it lasts. Confined to the loop's thread.
 */
final class Announcements {

    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final Set<String> failing = new HashSet<>();
    private Map<String, Finding> told = Map.of();

    /** @param judged whether the findings are of this tick */
    void tell(View view, boolean judged) {
        view.facts().sources().forEach(this::tell);
        if (judged) {
            Map<String, Finding> now = new HashMap<>();
            view.findings().forEach(finding -> now.put(finding.id(), finding));
            now.values().forEach(this::tellIfNew);
            told.values().stream()
                    .filter(finding -> !now.containsKey(finding.id()))
                    .forEach(finding -> tell(Level.INFO, "Finding is over", finding));
            told = now;
        }
    }

    private void tell(SourceFacts source) {
        String problem = source.problem();
        if (problem != null && failing.add(source.name())) {
            LOG.atWarn()
                    .addKeyValue("source", source.name())
                    .addKeyValue("problem", problem)
                    .log("Source cannot be read");
        } else if (problem == null && failing.remove(source.name())) {
            LOG.atInfo().addKeyValue("source", source.name()).log("Source is read again");
        }
    }

    private void tellIfNew(Finding finding) {
        Finding before = told.get(finding.id());
        if (before == null || before.verdict() != finding.verdict()) {
            boolean serious = finding.verdict() == Verdict.SUSPECT || finding.verdict() == Verdict.CONFIRMED;
            tell(serious ? Level.WARN : Level.INFO, "Finding", finding);
        }
    }

    private static void tell(Level level, String what, Finding finding) {
        LOG.atLevel(level)
                .addKeyValue("kind", finding.kind())
                .addKeyValue("verdict", finding.verdict().text())
                .addKeyValue("job", finding.job().name())
                .addKeyValue(
                        "operator",
                        finding.operator() == null ? "" : finding.operator().name())
                .addKeyValue("state", finding.state() == null ? "" : finding.state())
                .addKeyValue(
                        "cause", finding.cause() == null ? "" : finding.cause().text())
                .log(what);
    }
}
