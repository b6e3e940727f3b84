package io.streamgauge.agent.source.reporter;

import java.util.ArrayList;
import java.util.List;

/** Holds so many items of so many bytes; further ones are dropped and counted. Thread-safe. */
final class BoundedQueue<T> {

    private static final long MAX_BYTES = 64L << 20;

    private final int capacity;
    private List<T> items = new ArrayList<>();
    private long bytes;
    private long dropped;

    BoundedQueue(int capacity) {
        this.capacity = capacity;
    }

    /** @param itemBytes estimated heap that the item holds */
    synchronized void offer(T item, long itemBytes) {
        if (items.size() < capacity && bytes + itemBytes <= MAX_BYTES) {
            items.add(item);
            bytes += itemBytes;
        } else {
            dropped++;
        }
    }

    /** Takes all, oldest first. */
    synchronized List<T> drain() {
        List<T> taken = items;
        items = new ArrayList<>();
        bytes = 0;
        return taken;
    }

    synchronized int size() {
        return items.size();
    }

    synchronized long dropped() {
        return dropped;
    }
}
