package io.streamgauge.agent.profile.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A graph as text: the busiest threads, and the frames in which most was spent. */
final class TopFrames {

    private static final int THREADS = 8;
    private static final int FRAMES = 20;
    private static final int NAME_CHARS = 100;

    private final JsonNode graph;
    private final double total;

    TopFrames(JsonNode graph) {
        this.graph = graph;
        this.total = graph.path("total").asDouble();
    }

    private record Row(String name, long self, long total) {}

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(amount(total)).append(" in ").append(rows(true).size()).append(" threads\n");
        if (total == 0) {
            return text.append("Nothing was seen of these threads in that time.\n")
                    .toString();
        }
        text.append("\n  share  thread\n");
        rows(true).stream()
                .sorted(Comparator.comparingLong(Row::total).reversed())
                .limit(THREADS)
                .forEach(row -> text.append(
                        String.format(Locale.ROOT, "%6.1f%%  %s%n", share(row.total()), shown(row.name()))));
        text.append("\n   self   total  frame\n");
        rows(false).stream()
                .sorted(Comparator.comparingLong(Row::self).reversed())
                .limit(FRAMES)
                .filter(row -> row.self() > 0)
                .forEach(row -> text.append(String.format(
                        Locale.ROOT,
                        "%6.1f%% %6.1f%%  %s%n",
                        share(row.self()),
                        share(row.total()),
                        shown(row.name()))));
        return text.toString();
    }

    private double share(long value) {
        return 100 * value / total;
    }

    private String amount(double value) {
        return switch (graph.path("unit").asText()) {
            case "nanoseconds" -> String.format(Locale.ROOT, "%.2f s", value / 1e9);
            case "bytes" -> String.format(Locale.ROOT, "%.1f MiB", value / (1 << 20));
            default -> String.format(Locale.ROOT, "%.0f samples", value);
        };
    }

    /** Threads are the nodes of level 1, frames those below; a frame that calls itself counts once. */
    private List<Row> rows(boolean threads) {
        JsonNode levels = graph.path("levels");
        Map<Integer, long[]> sums = new HashMap<>();
        List<Integer> path = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            int level = levels.get(i).asInt();
            int name = graph.path("nameIds").get(i).asInt();
            while (path.size() > level) {
                path.remove(path.size() - 1);
            }
            if (threads ? level == 1 : level > 1) {
                long[] sum = sums.computeIfAbsent(name, added -> new long[2]);
                sum[0] += graph.path("selfs").get(i).asLong();
                sum[1] += path.contains(name) ? 0 : graph.path("values").get(i).asLong();
            }
            path.add(name);
        }
        List<Row> rows = new ArrayList<>();
        sums.forEach(
                (name, sum) -> rows.add(new Row(graph.path("names").get(name).asText(), sum[0], sum[1])));
        return rows;
    }

    /** Names are hostile text: nothing that a terminal obeys, and no longer than a line. */
    static String shown(String name) {
        StringBuilder safe = new StringBuilder();
        name.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .limit(NAME_CHARS)
                .forEach(safe::appendCodePoint);
        return safe.length() < name.length() ? safe + "…" : safe.toString();
    }
}
