package io.streamgauge.agent.replay;

import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.finding.CauseShare;
import io.streamgauge.agent.finding.Evidence;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The result for a person. Names come from a file: what could move a terminal's cursor is not printed. */
final class ReplayText {

    private ReplayText() {}

    static List<String> of(Replay replay, boolean torn) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(replay));
        if (torn) {
            lines.add("The last line was cut off while it was written; it is left out.");
        }
        lines.add("");
        List<Change> told = replay.changes().stream()
                .filter(change -> change.finding().verdict() != Verdict.INCOMPLETE)
                .toList();
        if (!told.isEmpty()) {
            lines.add("What changed:");
            told.forEach(change -> lines.add(line(change)));
            lines.add("");
        }
        lines.add("At the end:");
        List<Finding> findings = replay.findings().stream()
                .sorted(Comparator.comparing(Finding::verdict).reversed().thenComparing(Finding::id))
                .toList();
        if (findings.isEmpty()) {
            lines.add("  nothing is found");
        }
        findings.forEach(finding -> card(finding, lines));
        return lines.stream().map(ReplayText::printable).toList();
    }

    /** The states that were raised with either settings. */
    static List<String> compared(Replay before, Replay after) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(before));
        lines.add("");
        Map<String, Change> first = before.raised();
        Map<String, Change> second = after.raised();
        Map<String, Finding> names = new TreeMap<>();
        first.forEach((id, change) -> names.put(id, change.finding()));
        second.forEach((id, change) -> names.put(id, change.finding()));
        if (names.isEmpty()) {
            lines.add("Neither raises anything.");
        } else {
            lines.add(String.format("  %-48s %-42s %s", "", "as configured", "with --set"));
        }
        int same = 0;
        for (Map.Entry<String, Finding> each : names.entrySet()) {
            String one = raised(first.get(each.getKey()), before, each.getKey());
            String other = raised(second.get(each.getKey()), after, each.getKey());
            same += one.equals(other) ? 1 : 0;
            lines.add(String.format(
                    "%s %-48s %-42s %s", one.equals(other) ? " " : "*", where(each.getValue()), one, other));
        }
        if (!names.isEmpty()) {
            lines.add("");
            lines.add((names.size() - same) + " of " + names.size() + " states that were raised differ.");
        }
        return lines.stream().map(ReplayText::printable).toList();
    }

    private static String raised(@Nullable Change change, Replay replay, String id) {
        if (change == null) {
            return "not raised";
        }
        String end = replay.findings().stream()
                .filter(finding -> finding.id().equals(id))
                .map(finding -> finding.verdict().text() + cause(finding))
                .findFirst()
                .orElse("gone");
        return "since " + change.at() + ", " + end;
    }

    private static String heading(Replay replay) {
        return String.format(
                Locale.ROOT,
                "%,d checkpoints of %d jobs, %s to %s",
                replay.observations(),
                replay.jobCount(),
                replay.first(),
                replay.last());
    }

    private static String line(Change change) {
        Finding finding = change.finding();
        return "  " + change.at() + "  "
                + (change.ended()
                        ? "no longer " + finding.verdict().text()
                        : finding.verdict().text())
                + "  " + where(finding) + (change.ended() ? "" : cause(finding)) + "  of "
                + finding.job().name();
    }

    private static String cause(Finding finding) {
        return finding.cause() == null ? "" : " (" + finding.cause().text() + ")";
    }

    private static void card(Finding finding, List<String> lines) {
        lines.add("  " + finding.verdict().text() + "  " + where(finding) + "  of "
                + finding.job().name() + ", since " + finding.since());
        if (!finding.causes().isEmpty()) {
            lines.add("    cause: "
                    + finding.causes().stream().map(ReplayText::share).collect(Collectors.joining(", ")));
        }
        for (Evidence evidence : finding.evidence()) {
            lines.add("    - " + evidence.text());
        }
        if (finding.verdict().compareTo(Verdict.SUSPECT) >= 0) {
            lines.add("    fix: " + finding.fix());
        }
    }

    private static String share(CauseShare share) {
        return share.cause().text() + String.format(Locale.ROOT, " %.0f %%", 100 * share.probability());
    }

    private static String where(Finding finding) {
        OperatorRef operator = finding.operator();
        return operator == null ? "not judged yet" : operator.name() + "/" + finding.state();
    }

    private static String printable(String line) {
        StringBuilder text = new StringBuilder(line.length());
        line.codePoints()
                .forEach(c -> text.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c));
        return text.toString();
    }
}
