package io.streamgauge.samplejob.options;

import java.util.List;

/** Finds what was probably meant by a misspelt word. */
public final class Nearest {

    private Nearest() {}

    /** The known word with the smallest edit distance; the first of several. */
    public static String to(String word, List<String> known) {
        String nearest = known.get(0);
        for (String candidate : known) {
            if (distance(word, candidate) < distance(word, nearest)) {
                nearest = candidate;
            }
        }
        return nearest;
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
