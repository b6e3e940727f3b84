package io.streamgauge.checkpoint.read;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was learnt of files of earlier checkpoints, which need not be read again: Flink never changes a file. Bounded: what was not asked for
 * the longest is forgotten first. One for all checkpoints of a storage; safe for use by several threads.
 */
public final class SeenFiles {
    private static final long ENTRY_BYTES = 200;

    private final int mostEntries;
    private final long mostBytes;
    private final LinkedHashMap<Object, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record Entry(Object value, long bytes) {}

    /**
     * Forgets when either is exceeded.
     *
     * @param mostEntries about one for each table file
     * @param mostBytes of memory, about
     */
    public SeenFiles(int mostEntries, long mostBytes) {
        this.mostEntries = mostEntries;
        this.mostBytes = mostBytes;
    }

    /** How many are remembered. */
    public synchronized int size() {
        return entries.size();
    }

    /** What they take of memory, about. */
    public synchronized long bytes() {
        return bytes;
    }

    synchronized <T> @Nullable T get(Object key, Class<T> type) {
        Entry entry = entries.get(key);
        return entry != null && type.isInstance(entry.value) ? type.cast(entry.value) : null;
    }

    synchronized void put(Object key, Object value, long valueBytes) {
        Entry added = new Entry(value, valueBytes + ENTRY_BYTES);
        Entry replaced = entries.put(key, added);
        bytes += added.bytes - (replaced == null ? 0 : replaced.bytes);
        Iterator<Map.Entry<Object, Entry>> eldest = entries.entrySet().iterator();
        while ((entries.size() > mostEntries || bytes > mostBytes) && eldest.hasNext()) {
            bytes -= eldest.next().getValue().bytes;
            eldest.remove();
        }
    }
}
