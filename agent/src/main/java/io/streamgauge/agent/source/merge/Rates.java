package io.streamgauge.agent.source.merge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How much totals grew over the last ten seconds or so, by key. Flink refreshes RocksDB's tickers every five. */
final class Rates<K> {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    /** What grew over which time. */
    static final class Growth {
        private final double[] by;
        private final double seconds;

        private Growth(double[] by, double seconds) {
            this.by = by;
            this.seconds = seconds;
        }

        double of(int index) {
            return by[index];
        }

        double seconds() {
            return seconds;
        }
    }

    private static final class Point {
        private final Instant at;
        private final double[] totals;

        private Point(Instant at, double[] totals) {
            this.at = at;
            this.totals = totals;
        }
    }

    private final Map<K, Deque<Point>> series = new HashMap<>();

    /** Takes the newest totals of a key; null until they are known for ten seconds. */
    @Nullable
    Growth add(K key, Instant at, double... totals) {
        Deque<Point> points = series.computeIfAbsent(key, one -> new ArrayDeque<>());
        Point last = points.peekLast();
        if (last != null && !at.isAfter(last.at)) {
            points.clear();
        }
        points.addLast(new Point(at, totals.clone()));
        Point begin = null;
        while (!points.isEmpty() && !points.getFirst().at.isAfter(at.minus(WINDOW))) {
            begin = points.removeFirst();
        }
        if (begin == null) {
            return null;
        }
        points.addFirst(begin);
        double[] by = new double[totals.length];
        for (int i = 0; i < by.length; i++) {
            by[i] = totals[i] - begin.totals[i];
        }
        return new Growth(by, Duration.between(begin.at, at).toMillis() / 1e3);
    }

    /** Forgets all other keys. */
    void keep(Set<K> present) {
        series.keySet().retainAll(present);
    }
}
