package io.streamgauge.agent.inspect.text;

/**
 * What text is written for.
 *
 * @param columns how wide it is
 * @param unicode whether more than ASCII is shown; else it is written around
 * @param colour whether it takes ANSI's colours
 */
public record Terminal(int columns, boolean unicode, boolean colour) {
    public static final int LEAST_COLUMNS = 40;

    public Terminal {
        columns = Math.max(LEAST_COLUMNS, columns);
    }

    String bold(String text) {
        return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    String faint(String text) {
        return colour ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    String alarming(String text) {
        return colour ? "\u001b[33m" + text + "\u001b[0m" : text;
    }

    String plusMinus() {
        return unicode ? "\u00b1" : "+-";
    }

    String ellipsis() {
        return unicode ? "\u2026" : "..";
    }

    String arrow() {
        return unicode ? "\u2192" : "->";
    }
}
