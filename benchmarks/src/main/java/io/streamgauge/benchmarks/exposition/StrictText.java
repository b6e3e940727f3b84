package io.streamgauge.benchmarks.exposition;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads the Prometheus text format and refuses whatever a strict reader may refuse. */
final class StrictText {

    /** Why a page is no whole page. */
    static final class TornPage extends Exception {
        private static final long serialVersionUID = 1;

        TornPage(String message) {
            super(message);
        }
    }

    private final Map<String, Double> series = new HashMap<>();
    private final Set<String> families = new HashSet<>();
    private String family = "";
    private int samplesOfFamily;

    private StrictText() {}

    /** Values by name and labels as they stand on the page. */
    static Map<String, Double> read(byte[] page) throws TornPage {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(page))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new TornPage("not UTF-8");
        }
        if (!text.endsWith("\n")) {
            throw new TornPage("the last line is cut");
        }
        StrictText reader = new StrictText();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            reader.line(text.substring(start, end));
            start = end + 1;
        }
        reader.endFamily();
        return reader.series;
    }

    private void line(String line) throws TornPage {
        if (line.startsWith("# TYPE ")) {
            endFamily();
            family = line.substring("# TYPE ".length(), line.lastIndexOf(' '));
            if (!families.add(family)) {
                throw new TornPage("a family twice: " + family);
            }
        } else if (!line.startsWith("# HELP ")) {
            sample(line);
        }
    }

    private void endFamily() throws TornPage {
        if (!family.isEmpty() && samplesOfFamily == 0) {
            throw new TornPage("a family without samples: " + family);
        }
        samplesOfFamily = 0;
    }

    private void sample(String line) throws TornPage {
        int space = line.lastIndexOf(' ');
        if (family.isEmpty() || !line.startsWith(family) || space < 0) {
            throw new TornPage("no sample of family " + family + ": " + line);
        }
        String key = key(line.substring(0, space));
        try {
            String number = line.substring(space + 1).replace("Inf", "Infinity");
            if (series.put(key, Double.parseDouble(number)) != null) {
                throw new TornPage("a series twice: " + line);
            }
        } catch (NumberFormatException e) {
            throw new TornPage("no number: " + line);
        }
        samplesOfFamily++;
    }

    /** Flink's reporter ends its labels with a comma. Values here hold neither quotes nor backslashes. */
    private static String key(String text) throws TornPage {
        int open = text.indexOf('{');
        if (open < 0) {
            return text;
        }
        if (!text.endsWith("}") || text.chars().filter(c -> c == '"').count() % 2 != 0) {
            throw new TornPage("labels are cut: " + text);
        }
        String labels = text.substring(open + 1, text.length() - 1);
        if (labels.endsWith(",")) {
            labels = labels.substring(0, labels.length() - 1);
        }
        String[] sorted = labels.split("(?<=\"),");
        java.util.Arrays.sort(sorted);
        return text.substring(0, open) + '{' + String.join(",", sorted) + '}';
    }
}
