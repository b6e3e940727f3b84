package io.streamgauge.agent.inspect.text;

import io.streamgauge.agent.inspect.diff.Difference;
import io.streamgauge.agent.inspect.diff.PartChange;
import io.streamgauge.agent.inspect.part.LiveCount;
import io.streamgauge.agent.inspect.part.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What grew between two checkpoints as a table, what grew most first. */
public final class DifferenceText {
    private final Terminal terminal;

    /** For one terminal. */
    public DifferenceText(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * The lines of the comparison.
     *
     * @param most rows; what changed less is summed up
     */
    public List<String> lines(Difference difference, int most) {
        List<String> lines = new ArrayList<>();
        Duration between = difference.between();
        lines.add(terminal.bold(Header.name(difference.now())));
        lines.add("  " + Glyphs.printable(difference.now().report().checkpoint().path()));
        lines.add(terminal.bold("compared with " + lowerCase(Header.name(difference.then()))
                + (between == null || between.toSeconds() == 0 ? "" : ", " + distance(between))));
        lines.add(
                "  " + Glyphs.printable(difference.then().report().checkpoint().path()));
        lines.add("");
        List<PartChange> changed = difference.changes().stream()
                .filter(change -> !change.isUnchanged())
                .toList();
        lines.addAll(table(difference, changed, most));
        lines.addAll(WarningText.lines(difference.warnings(), terminal));
        return lines;
    }

    private List<String> table(Difference difference, List<PartChange> changed, int most) {
        List<PartChange> shown = mostChanged(changed, most);
        long now = difference.now().report().bytes();
        long then = difference.then().report().bytes();
        List<Sum> sums = new ArrayList<>();
        long shownBytes = shown.stream().mapToLong(DifferenceText::knownBytes).sum();
        long changedBytes =
                changed.stream().mapToLong(DifferenceText::knownBytes).sum();
        if (changed.size() > shown.size()) {
            sums.add(new Sum(
                    Quantities.plural(changed.size() - shown.size(), "smaller change"), changedBytes - shownBytes));
        }
        int unchanged = difference.changes().size() - changed.size();
        if (unchanged > 0) {
            sums.add(new Sum(unchanged + " unchanged", 0));
        }
        if (difference.bytes() != changedBytes) {
            sums.add(new Sum("all else, not selected", difference.bytes() - changedBytes));
        }
        sums.add(new Sum("all", now - then));
        List<Column> columns = List.of(
                column(
                        "CHANGE",
                        shown,
                        sums,
                        0,
                        change -> change.bytes() == null
                                ? Labels.UNKNOWN
                                : Quantities.signed(Quantities.bytes(change.bytes()))),
                new Column(
                        "THEN",
                        cells(shown, sums, change -> size(change.then()), bytes(then, sums)),
                        Column.Align.RIGHT,
                        2),
                new Column(
                        "NOW",
                        cells(shown, sums, change -> size(change.now()), bytes(now, sums)),
                        Column.Align.RIGHT,
                        1),
                plain("ENTRIES +/-", shown, sums, 1, DifferenceText::entries),
                plain("ENTRIES THEN", shown, sums, 4, change -> count(change.then())),
                plain("ENTRIES NOW", shown, sums, 3, change -> count(change.now())),
                plain("KEYS THEN", shown, sums, 2, change -> keys(change.then(), change.keysThen())),
                plain("KEYS NOW", shown, sums, 2, change -> keys(change.now(), change.keysNow())));
        List<String> names = new ArrayList<>();
        shown.forEach(change -> names.add(mark(change) + Labels.title(change.named())));
        sums.forEach(sum -> names.add(sum.name()));
        return Table.lines(columns, new Column("STATE", names, Column.Align.LEFT, 0), sums.size(), terminal);
    }

    private record Sum(String name, long bytes) {}

    /** Those that changed most, up or down, in their order. */
    private static List<PartChange> mostChanged(List<PartChange> changed, int most) {
        if (changed.size() <= most) {
            return changed;
        }
        long least = changed.stream()
                .mapToLong(change -> -Math.abs(knownBytes(change)))
                .sorted()
                .skip(Math.max(0, most - 1))
                .findFirst()
                .orElse(0);
        return changed.stream()
                .filter(change -> Math.abs(knownBytes(change)) >= -least)
                .limit(most)
                .toList();
    }

    private static Column column(
            String header, List<PartChange> shown, List<Sum> sums, int drop, Function<PartChange, String> cell) {
        List<String> cells = new ArrayList<>();
        shown.forEach(change -> cells.add(cell.apply(change)));
        sums.forEach(sum -> cells.add(Quantities.signed(Quantities.bytes(sum.bytes()))));
        return new Column(header, cells, Column.Align.RIGHT, drop);
    }

    private static Column plain(
            String header, List<PartChange> shown, List<Sum> sums, int drop, Function<PartChange, String> cell) {
        return new Column(header, cells(shown, sums, cell, ""), Column.Align.RIGHT, drop);
    }

    private static List<String> cells(
            List<PartChange> shown, List<Sum> sums, Function<PartChange, String> cell, String last) {
        List<String> cells = new ArrayList<>();
        shown.forEach(change -> cells.add(cell.apply(change)));
        for (int i = 0; i < sums.size(); i++) {
            cells.add(i == sums.size() - 1 ? last : "");
        }
        return cells;
    }

    private static String bytes(long all, List<Sum> sums) {
        return sums.isEmpty() ? "" : Quantities.bytes(all);
    }

    private static String mark(PartChange change) {
        if (change.isNew()) {
            return "new: ";
        }
        return change.isGone() ? "gone: " : "";
    }

    private static String size(@Nullable Part part) {
        return part == null ? Labels.NONE : Labels.bytes(part.bytes());
    }

    private static String count(@Nullable Part part) {
        return part == null ? Labels.NONE : Labels.entries(part);
    }

    private static String entries(PartChange change) {
        if (change.named().state() == null) {
            return Labels.NONE;
        }
        return change.entries() == null ? Labels.UNKNOWN : Quantities.signed(Quantities.count(change.entries()));
    }

    private String keys(@Nullable Part part, @Nullable LiveCount keys) {
        return part == null || part.state() == null || part.state().kind().isOperatorState()
                ? Labels.NONE
                : Labels.live(keys, terminal);
    }

    private static String distance(Duration between) {
        return between.isNegative()
                ? Quantities.age(between.negated()) + " later"
                : Quantities.age(between) + " earlier";
    }

    private static String lowerCase(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static long knownBytes(PartChange change) {
        Long bytes = change.bytes();
        return bytes == null ? 0 : bytes;
    }
}
