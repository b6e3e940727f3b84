package io.streamgauge.agent.inspect.text;

import java.util.List;

/**
 * One column of a table.
 *
 * @param cells one for each row
 * @param drop columns with the highest number are left out first where room is short; 0 is never
 */
record Column(String header, List<String> cells, Align align, int drop) {

    /** On which side a column's text begins. */
    enum Align {
        LEFT,
        RIGHT
    }

    Column {
        cells = List.copyOf(cells);
    }

    int width() {
        return Math.max(
                Glyphs.width(header),
                cells.stream().mapToInt(Glyphs::width).max().orElse(0));
    }

    /** Whether any cell says something. */
    boolean tells() {
        return cells.stream().anyMatch(cell -> !cell.isEmpty() && !cell.equals("-") && !cell.equals("?"));
    }

    String line(int row, int width) {
        String text = row < 0 ? header : cells.get(row);
        return align == Align.LEFT ? Glyphs.padRight(text, width) : Glyphs.padLeft(text, width);
    }
}
