package io.streamgauge.agent.inspect.text;

import java.util.ArrayList;
import java.util.List;

/** Text broken into lines at blanks. */
final class Paragraph {

    private Paragraph() {}

    /** @param first what the first line starts with; the others are indented as far */
    static List<String> lines(String first, String text, int columns) {
        String indent = " ".repeat(Glyphs.width(first));
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.split(" ")) {
            if (!empty && Glyphs.width(line.toString()) + 1 + Glyphs.width(word) > columns) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
