package io.streamgauge.benchmarks;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures by lane and column, and each lane's ratio to the first one, printed as Markdown. Not thread-safe. */
public final class Table {

    private final String title;
    private final List<String> columns;
    private final Map<String, Map<String, Spread>> lanes = new LinkedHashMap<>();

    public Table(String title, String... columns) {
        this.title = title;
        this.columns = List.of(columns);
    }

    public void add(String lane, String column, double value) {
        if (!columns.contains(column)) {
            throw new IllegalArgumentException("column " + column + ": expected one of " + columns);
        }
        spread(lane, column).add(value);
    }

    private Spread spread(String lane, String column) {
        return lanes.computeIfAbsent(lane, name -> new LinkedHashMap<>()).computeIfAbsent(column, name -> new Spread());
    }

    public double median(String lane, String column) {
        return spread(lane, column).median();
    }

    /** The lane's figure against the first lane's, round by round. */
    public double ratio(String lane, String column) {
        return spread(lane, column).over(spread(reference(), column)).median();
    }

    private String reference() {
        return lanes.keySet().iterator().next();
    }

    public void print(PrintStream out) {
        out.println();
        out.println("**" + title + "**");
        out.println();
        out.println("| | " + String.join(" | ", columns) + " |");
        out.println("| --- |" + " --- |".repeat(columns.size()));
        for (String lane : List.copyOf(lanes.keySet())) {
            StringBuilder row = new StringBuilder("| ").append(lane).append(" |");
            for (String column : columns) {
                row.append(' ').append(cell(lane, column)).append(" |");
            }
            out.println(row);
        }
        out.flush();
    }

    private String cell(String lane, String column) {
        Spread own = spread(lane, column);
        Spread base = spread(reference(), column);
        String figure = own.toString();
        if (lane.equals(reference()) || figure.equals("-") || base.toString().equals("-")) {
            return figure;
        }
        double ratio = own.over(base).median();
        if (ratio <= 0 || Double.isNaN(ratio) || Double.isInfinite(ratio)) {
            return figure;
        }
        return figure + (ratio < 1 ? " = 1/" + Spread.number(1 / ratio) : " = " + Spread.number(ratio) + "x");
    }
}
