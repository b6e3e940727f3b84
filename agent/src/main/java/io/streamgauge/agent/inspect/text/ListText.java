package io.streamgauge.agent.inspect.text;

import io.streamgauge.agent.inspect.part.Part;
import io.streamgauge.agent.inspect.part.Parts;
import io.streamgauge.agent.inspect.part.Reading;
import io.streamgauge.agent.inspect.part.Selection;
import io.streamgauge.checkpoint.location.LocatedCheckpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Several checkpoints as a list, and what was passed over. */
public final class ListText {
    private static final int NAMED = 5;

    private final Terminal terminal;
    private final Instant now;

    /** For one terminal. */
    public ListText(Terminal terminal, Instant now) {
        this.terminal = terminal;
        this.now = now;
    }

    /** A line for each, with its largest state. */
    public List<String> lines(List<Reading> readings, Selection selection) {
        List<String> id = new ArrayList<>();
        List<String> age = new ArrayList<>();
        List<String> size = new ArrayList<>();
        List<String> states = new ArrayList<>();
        List<String> largest = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Reading reading : readings) {
            Parts parts = Parts.of(reading.report(), selection);
            id.add(Long.toString(reading.report().checkpoint().id()));
            age.add(
                    reading.written() == null
                            ? Labels.UNKNOWN
                            : Quantities.age(Duration.between(reading.written(), now)));
            size.add(Quantities.bytes(reading.report().bytes()));
            states.add(Long.toString(
                    parts.parts().stream().filter(part -> part.state() != null).count()));
            largest.add(parts.parts().stream()
                    .findFirst()
                    .map(part -> largest(parts, part))
                    .orElse(Labels.NONE));
            names.add(Glyphs.printable(reading.report().checkpoint().path()));
        }
        List<String> lines = new ArrayList<>(Table.lines(
                List.of(
                        new Column("ID", id, Column.Align.RIGHT, 0),
                        new Column("AGE", age, Column.Align.RIGHT, 2),
                        new Column("SIZE", size, Column.Align.RIGHT, 0),
                        new Column("STATES", states, Column.Align.RIGHT, 3),
                        new Column("LARGEST", largest, Column.Align.LEFT, 1)),
                new Column("CHECKPOINT", names, Column.Align.LEFT, 0),
                0,
                terminal));
        lines.add("");
        lines.add("Each in detail: streamgauge inspect CHECKPOINT");
        return lines;
    }

    /** What was not taken, in a few lines; nothing where all was. */
    public List<String> passedOver(List<LocatedCheckpoint> incomplete, int olderComplete) {
        List<String> lines = new ArrayList<>();
        if (olderComplete > 0) {
            lines.add("The newest of " + (olderComplete + 1) + " complete checkpoints there; --all reads all.");
        }
        if (!incomplete.isEmpty()) {
            List<String> names = incomplete.stream()
                    .limit(NAMED)
                    .map(checkpoint -> Glyphs.printable(checkpoint
                            .directory()
                            .substring(checkpoint.directory().lastIndexOf('/') + 1)))
                    .toList();
            int more = incomplete.size() - names.size();
            lines.addAll(Paragraph.lines(
                    "",
                    "Passed over, without _metadata and so not complete (being written, or abandoned): "
                            + String.join(", ", names) + (more == 0 ? "" : " and " + more + " more") + ".",
                    terminal.columns()));
        }
        return lines;
    }

    private static String largest(Parts parts, Part part) {
        return Glyphs.printable(part.name()) + " " + Quantities.share(parts.share(part.knownBytes()));
    }
}
