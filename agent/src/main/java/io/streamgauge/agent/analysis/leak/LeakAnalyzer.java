package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.Analyzer;
import io.streamgauge.agent.analysis.leak.past.JobPast;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.history.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which state grows without bound, told from gauges and input alone; never says more than suspect.
 *
 * <p>Rules: {@link StallRule} (proof), then {@link GrowthRule} (statistics); their Javadoc says what each mistakes for a
 * leak. Two ticks in a row raise a suspicion, one clears it. Described in docs/leak-rule.md.
 */
public final class LeakAnalyzer implements Analyzer {

    private final LeakSettings settings;

    public LeakAnalyzer(LeakSettings settings) {
        this.settings = settings;
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
            findings.addAll(new JobVerdicts(settings, window, job).findings());
        }
        findings.sort(Comparator.comparing(Finding::id));
        return findings;
    }
}
