package io.streamgauge.agent.inspect.text;

import io.streamgauge.agent.inspect.part.Reading;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.ReadCost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which checkpoint it is, and what reading it took. */
final class Header {

    private Header() {}

    static List<String> lines(Reading reading, Instant now, Terminal terminal) {
        CheckpointReport report = reading.report();
        List<String> lines = new ArrayList<>();
        lines.add(terminal.bold(name(reading)));
        lines.add("  " + Glyphs.printable(report.checkpoint().path()));
        String written = reading.written() == null
                ? ""
                : "written " + Quantities.time(reading.written()) + ", "
                        + Quantities.age(Duration.between(reading.written(), now)) + " ago; ";
        lines.addAll(Paragraph.lines(
                "  ", written + "metadata version " + report.checkpoint().metadataVersion(), terminal.columns()));
        int states = report.operators().stream()
                .mapToInt(operator -> operator.states().size())
                .sum();
        lines.add("  " + Quantities.bytes(report.bytes()) + " in " + Quantities.plural(states, "state") + " of "
                + Quantities.plural(report.operators().size(), "operator"));
        lines.addAll(Paragraph.lines("  ", cost(report), terminal.columns()));
        return lines;
    }

    static String name(Reading reading) {
        String job = reading.report().checkpoint().jobId();
        boolean savepoint = reading.located().directory().contains("/savepoint-");
        return (savepoint ? "Savepoint " : "Checkpoint ")
                + reading.report().checkpoint().id()
                + (job == null ? "" : " of job " + job);
    }

    private static String cost(CheckpointReport report) {
        ReadCost cost = report.cost();
        String known = cost.knownFiles() == 0 ? "" : " (" + cost.knownFiles() + " known before)";
        return "read at depth " + report.depth().name().toLowerCase(Locale.ROOT) + ": "
                + Quantities.plural(cost.files(), "file") + known + ", " + Quantities.bytes(cost.bytes()) + ", "
                + Quantities.took(cost.took());
    }
}
