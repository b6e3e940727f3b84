package io.streamgauge.agent.output.dashboards;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One panel.
 *
 * @param description what is good, what is bad, what to do
 * @param unit one of Grafana's
 * @param width of 24 columns
 * @param steps thresholds, colour below the first value first; empty: none
 * @param minInterval null: the data source's
 */
record Panel(
        Kind kind,
        String title,
        String description,
        String unit,
        int width,
        List<Query> queries,
        List<Step> steps,
        @Nullable String minInterval) {

    Panel {
        queries = List.copyOf(queries);
        steps = List.copyOf(steps);
    }

    /** Grafana's panel types that we use. */
    enum Kind {
        STAT("stat", 4),
        /** Shows how the series is called, and not its value. */
        STAT_OF_NAMES("stat", 4),
        TIME_SERIES("timeseries", 8),
        TABLE("table", 7);

        private final String text;
        private final int height;

        Kind(String text, int height) {
            this.text = text;
            this.height = height;
        }

        String text() {
            return text;
        }

        int height() {
            return height;
        }
    }

    /** An expression and how its series are called. */
    record Query(String expression, String legend) {}

    /** A colour from a value on; the first has no value. */
    record Step(String color, @Nullable Double from) {}

    static Panel stat(String title, String unit, String description) {
        return new Panel(Kind.STAT, title, description, unit, 3, List.of(), List.of(), null);
    }

    static Panel series(String title, String unit, String description) {
        return new Panel(Kind.TIME_SERIES, title, description, unit, 12, List.of(), List.of(), null);
    }

    static Panel table(String title, String description) {
        return new Panel(Kind.TABLE, title, description, "short", 24, List.of(), List.of(), null);
    }

    /** Shows the legend of each series instead of its value. */
    Panel names() {
        return new Panel(Kind.STAT_OF_NAMES, title, description, unit, width, queries, steps, minInterval);
    }

    Panel width(int columns) {
        return new Panel(kind, title, description, unit, columns, queries, steps, minInterval);
    }

    Panel minInterval(String interval) {
        return new Panel(kind, title, description, unit, width, queries, steps, interval);
    }

    Panel query(String expression, String legend) {
        List<Query> more = new ArrayList<>(queries);
        more.add(new Query(expression, legend));
        return new Panel(kind, title, description, unit, width, more, steps, minInterval);
    }

    /** Green below the first value, orange from it, red from the second. */
    Panel worseFrom(double orange, double red) {
        return steps(new Step("green", null), new Step("orange", orange), new Step("red", red));
    }

    /** Red below the value. */
    Panel goodFrom(double green) {
        return steps(new Step("red", null), new Step("green", green));
    }

    private Panel steps(Step... all) {
        return new Panel(kind, title, description, unit, width, queries, List.of(all), minInterval);
    }
}
