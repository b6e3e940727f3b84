package io.streamgauge.agent.inspect.text;

import io.streamgauge.agent.inspect.part.Part;
import io.streamgauge.agent.inspect.part.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table: the largest parts, then sums of what is not shown apart.
 *
 * @param shown those with a row of their own
 */
record Rows(List<Part> shown, List<Sum> sumRows) {

    /** A row without details. */
    record Sum(String name, @Nullable Long bytes) {}

    static Rows of(Parts parts, int most) {
        List<Part> shown = new ArrayList<>();
        long smallerBytes = 0;
        int smaller = 0;
        int unknown = 0;
        for (Part part : parts.parts()) {
            // What is no state is few, and has to be there for the sum to be seen.
            if (part.state() == null || shown.size() < most) {
                shown.add(part);
            } else if (part.bytes() == null) {
                unknown++;
            } else {
                smaller++;
                smallerBytes += part.bytes();
            }
        }
        List<Sum> sums = new ArrayList<>();
        if (smaller > 0) {
            sums.add(new Sum(Quantities.plural(smaller, "smaller state"), smallerBytes));
        }
        if (unknown > 0) {
            sums.add(new Sum(Quantities.plural(unknown, "more state") + " of unknown size", null));
        }
        if (parts.restBytes() > 0) {
            sums.add(new Sum("all else, not selected", parts.restBytes()));
        }
        sums.add(new Sum("all", parts.totalBytes()));
        return new Rows(List.copyOf(shown), List.copyOf(sums));
    }

    int sums() {
        return sumRows.size();
    }

    List<String> cells(Function<Part, String> cell) {
        List<String> cells = new ArrayList<>();
        shown.forEach(part -> cells.add(cell.apply(part)));
        sumRows.forEach(sum -> cells.add(""));
        return cells;
    }

    List<String> names(Function<Part, String> name) {
        List<String> names = new ArrayList<>();
        shown.forEach(part -> names.add(name.apply(part)));
        sumRows.forEach(sum -> names.add(sum.name()));
        return names;
    }

    /** A column that sums have as well. */
    Column sized(String header, int drop, LongFunction<String> cell) {
        List<String> cells = new ArrayList<>();
        shown.forEach(part -> cells.add(cell(part.bytes(), cell)));
        sumRows.forEach(sum -> cells.add(cell(sum.bytes(), cell)));
        return new Column(header, cells, Column.Align.RIGHT, drop);
    }

    private static String cell(@Nullable Long bytes, LongFunction<String> cell) {
        return bytes == null ? Labels.UNKNOWN : cell.apply(bytes);
    }
}
