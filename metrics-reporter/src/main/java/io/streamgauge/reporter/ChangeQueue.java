package io.streamgauge.reporter;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Hands registrations from Flink's threads, which hold the registry's lock, to the reporter's thread. Lock-free: a stack
 * of which each change is its own node. Past the limit adds are dropped and counted; removes never, and there is at most
 * one for each add.
 */
final class ChangeQueue {

    /** One registration or its end. */
    static final class Change {
        final Metric metric;
        final String name;
        final MetricGroup group;
        final boolean added;
        private @Nullable Change next;
        private int depth;

        private Change(Metric metric, String name, MetricGroup group, boolean added) {
            this.metric = metric;
            this.name = name;
            this.group = group;
            this.added = added;
        }

        /** The change after this one, in the order in which they happened. */
        @Nullable
        Change next() {
            return next;
        }
    }

    private final AtomicReference<@Nullable Change> newest = new AtomicReference<>();
    private final AtomicLong dropped = new AtomicLong();
    private final int limit;

    ChangeQueue(int limit) {
        this.limit = limit;
    }

    void added(Metric metric, String name, MetricGroup group) {
        push(new Change(metric, name, group, true), limit);
    }

    void removed(Metric metric, String name, MetricGroup group) {
        push(new Change(metric, name, group, false), Integer.MAX_VALUE);
    }

    private void push(Change change, int most) {
        Change head;
        do {
            head = newest.get();
            int depth = head == null ? 0 : head.depth;
            if (depth >= most) {
                dropped.incrementAndGet();
                return;
            }
            change.next = head;
            change.depth = depth + 1;
        } while (!newest.compareAndSet(head, change));
    }

    /** Takes all changes, oldest first; null if there are none. */
    @Nullable
    Change drain() {
        Change oldest = null;
        Change change = newest.getAndSet(null);
        while (change != null) {
            Change older = change.next;
            change.next = oldest;
            oldest = change;
            change = older;
        }
        return oldest;
    }

    long dropped() {
        return dropped.get();
    }
}
