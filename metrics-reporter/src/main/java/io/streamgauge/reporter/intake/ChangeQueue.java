package io.streamgauge.reporter.intake;

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
public final class ChangeQueue {

    /** One registration or its end. */
    public static final class Change {
        private final Metric metric;
        private final String name;
        private final MetricGroup group;
        private final boolean added;
        private @Nullable Change next;
        private int depth;

        private Change(Metric metric, String name, MetricGroup group, boolean added) {
            this.metric = metric;
            this.name = name;
            this.group = group;
            this.added = added;
        }

        /** False: the metric is gone. */
        public boolean isAdded() {
            return added;
        }

        public Metric metric() {
            return metric;
        }

        public String name() {
            return name;
        }

        public MetricGroup group() {
            return group;
        }

        /** The change after this one, in the order in which they happened. */
        public @Nullable Change next() {
            return next;
        }
    }

    private final AtomicReference<@Nullable Change> newest = new AtomicReference<>();
    private final AtomicLong dropped = new AtomicLong();
    private final int limit;

    public ChangeQueue(int limit) {
        this.limit = limit;
    }

    /** Never waits. Any thread. */
    public void added(Metric metric, String name, MetricGroup group) {
        push(new Change(metric, name, group, true), limit);
    }

    /** Never waits. Any thread. */
    public void removed(Metric metric, String name, MetricGroup group) {
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
    public @Nullable Change drain() {
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

    /** Registrations dropped since the start. */
    public long dropped() {
        return dropped.get();
    }
}
