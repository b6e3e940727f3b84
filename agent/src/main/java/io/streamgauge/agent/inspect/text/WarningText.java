package io.streamgauge.agent.inspect.text;

import io.streamgauge.agent.inspect.warning.Warning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Warnings in words; what to do is said once for all that ask for the same. */
final class WarningText {
    private static final int MOST_OF_A_KIND = 4;
    private static final int NAMED = 4;

    private WarningText() {}

    private record Advice(String code, String fix) {}

    static List<String> lines(List<Warning> warnings, Terminal terminal) {
        if (warnings.isEmpty()) {
            return List.of();
        }
        Map<Advice, Map<String, List<String>>> grouped = new LinkedHashMap<>();
        for (Warning warning : warnings) {
            List<String> subjects = grouped.computeIfAbsent(
                            new Advice(warning.code(), warning.fix()), advice -> new LinkedHashMap<>())
                    .computeIfAbsent(warning.text(), text -> new ArrayList<>());
            if (warning.subject() != null) {
                subjects.add(warning.subject());
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(terminal.bold("Warnings"));
        grouped.forEach((advice, texts) -> lines.addAll(advice(advice, texts, terminal)));
        return lines;
    }

    private static List<String> advice(Advice advice, Map<String, List<String>> texts, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        int shown = 0;
        for (Map.Entry<String, List<String>> text : texts.entrySet()) {
            if (shown++ == MOST_OF_A_KIND) {
                lines.add("    and " + (texts.size() - MOST_OF_A_KIND) + " more like this; --json has all");
                break;
            }
            lines.addAll(warning(text.getKey(), text.getValue(), terminal));
        }
        if (!advice.fix().isEmpty()) {
            lines.addAll(Paragraph.lines(
                    "    " + terminal.arrow() + " ", Glyphs.printable(advice.fix()), terminal.columns()));
        }
        return lines;
    }

    private static List<String> warning(String text, List<String> subjects, Terminal terminal) {
        String subject = String.join("; ", subjects.subList(0, Math.min(NAMED, subjects.size())))
                + (subjects.size() > NAMED ? "; and " + (subjects.size() - NAMED) + " more" : "");
        List<String> lines = new ArrayList<>(Paragraph.lines(
                "  ! ", Glyphs.printable(subject.isEmpty() ? text : subject + ": " + text), terminal.columns()));
        lines.set(0, "  " + terminal.alarming("!") + lines.get(0).substring(3));
        return lines;
    }
}
