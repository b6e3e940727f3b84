package io.streamgauge.agent.output.prometheus.series;

import io.streamgauge.agent.output.prometheus.text.PrerenderedFamilies;
import io.streamgauge.agent.source.reporter.snapshot.Layout;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import io.streamgauge.agent.source.reporter.snapshot.Scope;
import java.util.List;
import java.util.Map;

/**
 * What the page looks like but for its numbers. Immutable; serves until a layout of a process changes.
 *
 * @param families sorted by name; names are unique, also with the suffixes of summaries
 * @param labels the different label texts, in the order of the page
 * @param texts label text by scope, for the next plan
 * @param subtasks where subtasks run
 * @param omissions what found no place
 */
public record ExpositionPlan(
        List<Layout> layouts,
        List<Family> families,
        LabelTexts labels,
        Map<Scope, ScopeText> texts,
        PrerenderedFamilies subtasks,
        Omissions omissions) {

    /**
     * Series and labels that are not on the page.
     *
     * @param formerAttempts series of a subtask's former attempt, still there during a failover
     * @param collisions metrics whose name is that of another one after mapping
     * @param typeConflicts histograms and numbers under one name
     * @param labels labels whose name is that of another one after mapping
     */
    public record Omissions(int formerAttempts, int collisions, int typeConflicts, int labels) {}

    /** Whether each slot of these snapshots is where this plan looks for it. */
    public boolean fits(List<ProcessSnapshot> processes) {
        if (processes.size() != layouts.size()) {
            return false;
        }
        for (int i = 0; i < layouts.size(); i++) {
            if (processes.get(i).layout() != layouts.get(i)) {
                return false;
            }
        }
        return true;
    }

    public int series() {
        int rows = 0;
        for (Family family : families) {
            rows += family.slots.length;
        }
        return rows;
    }
}
