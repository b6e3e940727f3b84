package io.streamgauge.agent.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds what was probably meant. */
final class NearestName {

    private NearestName() {}

    /** Null when nothing is near enough to be worth a word. */
    static @Nullable String of(String name, Collection<String> known) {
        String nearest = null;
        int least = Math.max(2, name.length() / 4) + 1;
        for (String candidate : known) {
            int distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Insertions, deletions, replacements and swaps of neighbours. */
    static int distance(String one, String other) {
        int[][] costs = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    costs[i][j] = i + j;
                    continue;
                }
                int replace = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                int cost = Math.min(costs[i - 1][j - 1] + replace, Math.min(costs[i - 1][j], costs[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    cost = Math.min(cost, costs[i - 2][j - 2] + 1);
                }
                costs[i][j] = cost;
            }
        }
        return costs[one.length()][other.length()];
    }
}
