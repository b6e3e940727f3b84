package io.streamgauge.agent.inspect.text;

/** A bar whose length is a share: in eighths of a column where there are blocks for them. */
final class Bar {
    private static final String EIGHTHS = "\u258f\u258e\u258d\u258c\u258b\u258a\u2589";
    private static final String FULL = "\u2588";

    private Bar() {}

    /** @param share 0 to 1; of more than nothing at least a trace is drawn */
    static String of(double share, int columns, boolean unicode) {
        if (!unicode) {
            long filled = Math.round(share * columns);
            return "#".repeat((int) Math.min(columns, filled));
        }
        long eighths = Math.min(8L * columns, Math.round(share * 8 * columns));
        if (share > 0) {
            eighths = Math.max(1, eighths);
        }
        int rest = (int) (eighths % 8);
        return FULL.repeat((int) (eighths / 8)) + (rest == 0 ? "" : EIGHTHS.substring(rest - 1, rest));
    }
}
