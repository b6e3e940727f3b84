package io.streamgauge.agent.source.merge;

import io.streamgauge.agent.source.merge.reading.Reading;
import io.streamgauge.agent.source.merge.reading.Readings;
import io.streamgauge.agent.source.merge.reading.TaskMetric;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Busy, idle and backpressured shares of each run of a subtask, from Flink's accumulated times.
 *
 * <p>Flink adds a rest (idle, or blocked by backpressure) to its total when the rest ends, but one that lasts only every
 * five seconds; and busy is what remains of the wall clock. Between two such additions a subtask that rests all the time
 * looks busy. So a share is taken over at least ten seconds, from one report right after an addition to another; where
 * no addition was seen for longer than that, there was no rest. The error is one report interval in the window.
 */
final class TaskShares {

    private static final long WINDOW_MILLIS = 10_000;
    private static final long KEPT_MILLIS = 40_000;

    /** Flink's interval of additions, and some. */
    private static final long ADDITION_MILLIS = 6_000;

    /** Of one report; {@code added} where a rest was added since the report before. Busy may be unknown. */
    private record Point(long epochMillis, @Nullable Long busy, long idle, long backpressured, boolean added) {}

    /** Shares in 0..1. */
    record Shares(@Nullable Double busy, @Nullable Double idle, @Nullable Double backpressured) {

        static final Shares UNKNOWN = new Shares(null, null, null);
    }

    private final Map<String, Deque<Point>> runs = new HashMap<>();

    /** The shares as of this report; unknown for the first ten seconds of a run. */
    Shares of(Readings.Task task) {
        Reading<TaskMetric> times = task.times();
        Long idle = times.get(TaskMetric.IDLE);
        Long backpressured = times.get(TaskMetric.BACKPRESSURED);
        if (idle == null || backpressured == null) {
            return Shares.UNKNOWN;
        }
        Deque<Point> points = runs.computeIfAbsent(task.run(), run -> new ArrayDeque<>());
        Point last = points.peekLast();
        long now = task.reportEpochMillis();
        if (last != null && (now < last.epochMillis || idle < last.idle || backpressured < last.backpressured)) {
            // A clock set back, or another task under the same name.
            points.clear();
            last = null;
        }
        if (last == null || now > last.epochMillis) {
            boolean added = last != null && (idle > last.idle || backpressured > last.backpressured);
            points.addLast(new Point(now, times.get(TaskMetric.BUSY), idle, backpressured, added));
            while (points.getFirst().epochMillis < now - KEPT_MILLIS) {
                points.removeFirst();
            }
        }
        return between(points);
    }

    private static Shares between(Deque<Point> points) {
        Point newest = points.getLast();
        Point end = newest;
        for (var back = points.descendingIterator(); back.hasNext(); ) {
            Point point = back.next();
            if (point.epochMillis < newest.epochMillis - ADDITION_MILLIS) {
                break;
            }
            if (point.added) {
                end = point;
                break;
            }
        }
        Point begin = null;
        for (var back = points.descendingIterator(); back.hasNext(); ) {
            Point point = back.next();
            long before = end.epochMillis - point.epochMillis;
            if (begin != null && (begin.added || before > WINDOW_MILLIS + ADDITION_MILLIS)) {
                break;
            }
            if (before >= WINDOW_MILLIS && (begin == null || point.added)) {
                begin = point;
            }
        }
        return begin == null ? Shares.UNKNOWN : shares(begin, end);
    }

    private static Shares shares(Point begin, Point end) {
        double millis = end.epochMillis - begin.epochMillis;
        Long before = begin.busy;
        Long after = end.busy;
        return new Shares(
                before == null || after == null ? null : share(after - before, millis),
                share(end.idle - begin.idle, millis),
                share(end.backpressured - begin.backpressured, millis));
    }

    private static double share(long part, double whole) {
        return Math.max(0, Math.min(1, part / whole));
    }

    /** Forgets all other runs. */
    void keep(Set<String> present) {
        runs.keySet().retainAll(new HashSet<>(present));
    }
}
