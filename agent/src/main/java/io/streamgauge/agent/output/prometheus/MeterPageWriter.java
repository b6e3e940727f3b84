package io.streamgauge.agent.output.prometheus;

import io.streamgauge.agent.output.prometheus.text.ChunkedOutput;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Puts a page that another library made into ours: family by family, none that is there already, without its end. */
final class MeterPageWriter {

    private MeterPageWriter() {}

    /**
     * Returns the number of families left out.
     *
     * @param taken canonical names of families that are on the page; added to
     */
    static int write(String page, Set<String> taken, ChunkedOutput out) {
        int left = 0;
        String family = "";
        boolean skipped = false;
        for (int start = 0; start < page.length(); ) {
            int newline = page.indexOf('\n', start);
            int end = newline < 0 ? page.length() : newline;
            if (page.startsWith("# ", start)) {
                String name = described(page, start, end);
                if (!name.isEmpty() && !name.equals(family)) {
                    family = name;
                    skipped = !taken.add(canonical(name));
                    left += skipped ? 1 : 0;
                }
            }
            boolean isEnd = page.startsWith("# EOF", start);
            if (!skipped && !isEnd && end > start) {
                out.write((page.substring(start, end) + '\n').getBytes(StandardCharsets.UTF_8));
            }
            start = end + 1;
        }
        return left;
    }

    /** OpenMetrics names a counter's family without the suffix that plain text has. */
    static String canonical(String name) {
        return name.endsWith("_total") ? name.substring(0, name.length() - "_total".length()) : name;
    }

    /** The family that a HELP, TYPE or UNIT line is about. */
    private static String described(String page, int start, int end) {
        for (String keyword : new String[] {"# HELP ", "# TYPE ", "# UNIT "}) {
            if (page.startsWith(keyword, start)) {
                int from = start + keyword.length();
                int space = page.indexOf(' ', from);
                return page.substring(from, space < 0 || space > end ? end : space);
            }
        }
        return "";
    }
}
