package io.streamgauge.agent.inspect.text;

import io.streamgauge.agent.inspect.part.Part;
import io.streamgauge.agent.inspect.part.Parts;
import io.streamgauge.agent.inspect.part.Reading;
import io.streamgauge.agent.inspect.part.Selection;
import io.streamgauge.agent.inspect.warning.Warning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One checkpoint as a table, the largest state first, with warnings below. */
public final class ReportText {
    private static final int BAR_NARROW = 4;
    private static final int BAR_WIDE = 16;
    private static final int WIDE = 110;

    private final Terminal terminal;
    private final Instant now;

    /** For one terminal. */
    public ReportText(Terminal terminal, Instant now) {
        this.terminal = terminal;
        this.now = now;
    }

    /**
     * The lines of the report.
     *
     * @param most rows of states; the smaller ones are summed up
     */
    public List<String> lines(Reading reading, Selection selection, int most, List<Warning> warnings) {
        List<String> lines = new ArrayList<>(Header.lines(reading, now, terminal));
        lines.add("");
        Parts parts = Parts.of(reading.report(), selection);
        lines.addAll(table(parts, most, terminal, now));
        lines.addAll(WarningText.lines(warnings, terminal));
        return lines;
    }

    private static List<String> table(Parts parts, int most, Terminal terminal, Instant now) {
        Rows rows = Rows.of(parts, most);
        List<Part> shown = rows.shown();
        int bar = terminal.columns() >= WIDE ? BAR_WIDE : BAR_NARROW;
        long largest = shown.stream()
                .filter(Part::isState)
                .mapToLong(Part::knownBytes)
                .max()
                .orElse(0);
        double scale = largest == 0 ? 1 : largest;
        List<Column> columns = List.of(
                column(
                        "",
                        rows,
                        3,
                        Column.Align.LEFT,
                        part -> part.isState() ? Bar.of(part.knownBytes() / scale, bar, terminal.unicode()) : ""),
                rows.sized("SHARE", 0, bytes -> Quantities.share(parts.share(bytes))),
                rows.sized("SIZE", 0, Quantities::bytes),
                column("ENTRIES", rows, 1, Column.Align.RIGHT, Labels::entries),
                column("LIVE", rows, 4, Column.Align.RIGHT, part -> Labels.liveEntries(part.state(), terminal)),
                column("KEYS", rows, 1, Column.Align.RIGHT, part -> Labels.keys(part.state(), terminal)),
                column("KIND", rows, 2, Column.Align.LEFT, part -> Labels.kind(part.state())),
                column("TTL", rows, 2, Column.Align.LEFT, part -> Labels.timeToLive(part.state())),
                column("AGE", rows, 5, Column.Align.RIGHT, part -> Labels.age(part.state(), now)),
                column("SKEW", rows, 4, Column.Align.RIGHT, Labels::skew));
        Column names = new Column("STATE", rows.names(Labels::title), Column.Align.LEFT, 0);
        List<String> lines = Table.lines(columns, names, rows.sums(), terminal);
        List<String> out = new ArrayList<>(lines);
        if (lines.get(0).contains("SKEW")) {
            out.add("");
            out.addAll(Paragraph.lines(
                    "",
                    "SKEW: largest subtask / largest key group, each against the mean."
                            + (lines.get(0).contains("AGE") ? " AGE: of the oldest data." : ""),
                    terminal.columns()));
        }
        return out;
    }

    private static Column column(
            String header, Rows rows, int drop, Column.Align align, java.util.function.Function<Part, String> cell) {
        return new Column(header, rows.cells(cell), align, drop);
    }
}
