package io.streamgauge.agent.inspect.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Rows of columns, the last of which has the names and gets the room that is left. */
final class Table {
    private static final int NAMES_AT_LEAST = 26;
    private static final int WIDE = 110;

    private Table() {}

    /**
     * Lays it out.
     *
     * @param numbers all columns but the last; those that tell nothing are left out
     * @param sumRows how many rows at the end are sums
     */
    static List<String> lines(List<Column> numbers, Column names, int sumRows, Terminal terminal) {
        List<Column> columns = new ArrayList<>();
        numbers.stream().filter(Column::tells).forEach(columns::add);
        String gap = terminal.columns() >= WIDE ? "  " : " ";
        int wanted = Math.min(NAMES_AT_LEAST, names.width());
        while (room(columns, gap, terminal) < wanted) {
            Optional<Column> least =
                    columns.stream().filter(column -> column.drop() > 0).max(Comparator.comparingInt(Column::drop));
            if (least.isEmpty()) {
                break;
            }
            columns.remove(least.get());
        }
        int room = Math.max(8, room(columns, gap, terminal));
        List<String> lines = new ArrayList<>();
        for (int row = -1; row < names.cells().size(); row++) {
            StringBuilder line = new StringBuilder();
            for (Column column : columns) {
                line.append(column.line(row, column.width())).append(gap);
            }
            String name = row < 0 ? names.header() : names.cells().get(row);
            line.append(' ').append(Glyphs.fit(name, room, terminal.ellipsis()));
            String text = line.toString().stripTrailing();
            if (row < 0) {
                text = terminal.bold(text);
            } else if (row >= names.cells().size() - sumRows) {
                text = terminal.faint(text);
            }
            lines.add(text);
        }
        return lines;
    }

    private static int room(List<Column> columns, String gap, Terminal terminal) {
        int used = columns.stream()
                .mapToInt(column -> column.width() + gap.length())
                .sum();
        return terminal.columns() - used - 1;
    }
}
