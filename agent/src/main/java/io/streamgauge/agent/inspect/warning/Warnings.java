package io.streamgauge.agent.inspect.warning;

import io.streamgauge.agent.inspect.part.Part;
import io.streamgauge.agent.inspect.part.Parts;
import io.streamgauge.agent.inspect.part.Selection;
import io.streamgauge.checkpoint.report.CheckpointReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The warnings of one checkpoint, those of the largest states first. */
public final class Warnings {

    private Warnings() {}

    /**
     * What is worth a warning.
     *
     * @param now to tell which timers are far ahead
     */
    public static List<Warning> of(CheckpointReport report, Selection selection, WarningLimits limits, Instant now) {
        Parts parts = Parts.of(report, selection);
        List<Warning> warnings = new ArrayList<>();
        for (Part part : parts.parts()) {
            new PartWarnings(part, parts.totalBytes(), limits, warnings).add();
            TimeWarnings.add(part, now, warnings);
        }
        warnings.addAll(MissingWarnings.of(report, selection));
        return List.copyOf(warnings);
    }
}
