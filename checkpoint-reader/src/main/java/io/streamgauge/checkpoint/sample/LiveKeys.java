package io.streamgauge.checkpoint.sample;

import io.streamgauge.checkpoint.key.SaltedHash;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.OptionalLong;

/**
 * Makes keys of entries: those of one key follow each other, but for timers, which are in the order of their times and are put together for
 * each key group. Entries are shown in the order of the table, one key group after the other. Not thread-safe.
 */
public final class LiveKeys {
    private static final long ODD = 0x9e3779b97f4a7c15L;

    private final StateLayout layout;
    private final SaltedHash hash;
    private final LiveKey.Sink sink;
    private final StateTimes times;
    private final KeySplit split;
    private final BitSet sampled;
    private final LiveKey current;
    private final TimerSubjects timers = new TimerSubjects();
    private boolean open;
    private int keyGroup = -1;
    private long entries;
    private long notSplit;

    /** @param sampled key groups, whose keys are told with hashes of values */
    LiveKeys(StateLayout layout, SaltedHash hash, BitSet sampled, StateTimes times, LiveKey.Sink sink) {
        this.layout = layout;
        this.hash = hash;
        this.sampled = sampled;
        this.current = new LiveKey(hash);
        this.times = times;
        this.sink = sink;
        this.split = new KeySplit(layout);
    }

    /**
     * Sees one live entry.
     *
     * @param key from index 0 on; not kept
     * @param value the whole value, elements of lists joined by commas; not kept
     * @param parts of which it was joined
     */
    void entry(byte[] key, int keyLength, byte[] value, int valueStart, int valueLength, int parts) {
        int group = layout.keys().prefix().keyGroup(key, keyLength);
        if (group != keyGroup) {
            flush();
            keyGroup = group;
        }
        entries++;
        if (!split.split(key, keyLength)) {
            notSplit++;
            return;
        }
        if (layout.timers()) {
            timer(key, keyLength);
            return;
        }
        int start = split.subjectStart();
        int length = split.subjectEnd() - start;
        if (!open || !current.isOf(key, start, length)) {
            flush();
            begin(key, start, length);
        }
        current.entries++;
        current.bytes += keyLength + (long) valueLength;
        current.elements += elements(value, valueStart, valueLength, parts);
        if (isSampled()) {
            long entryHash = hash.hash(key, split.subjectEnd(), keyLength - split.subjectEnd()) * ODD
                    ^ hash.hash(value, valueStart, valueLength);
            current.valueHash = Long.rotateLeft(current.valueHash, 7) * ODD + entryHash;
        }
        OptionalLong stamp = layout.values().ttlStampMillis(value, valueStart, valueLength);
        if (stamp.isPresent()) {
            current.lastAccessMillis = Math.max(current.lastAccessMillis, stamp.getAsLong());
            times.lastAccess().add(stamp.getAsLong(), 1);
        }
    }

    private boolean isSampled() {
        return keyGroup >= 0 && sampled.get(keyGroup);
    }

    private void begin(byte[] key, int start, int length) {
        open = true;
        current.begin(keyGroup, key, start, length);
        if (isSampled()) {
            current.clusterHash = hash.hash(key, start, split.keyEnd() - start);
        }
        if (split.hasTimeWindow()) {
            current.windowEndMillis = ByteBuffer.wrap(key).getLong(split.subjectEnd() - Long.BYTES);
            times.windowEnds().add(current.windowEndMillis, 1);
        }
    }

    private long elements(byte[] value, int start, int length, int parts) {
        return switch (layout.values().kind()) {
            case LIST -> layout.values()
                    .elements(value, start, length, layout.elementBytes())
                    .orElse(parts);
            default -> 1;
        };
    }

    private void timer(byte[] key, int keyLength) {
        int start = split.subjectStart();
        long due = ByteBuffer.wrap(key).getLong(start - Long.BYTES) ^ Long.MIN_VALUE;
        times.dueTimes().add(due, 1);
        long keyHash = hash.hash(key, start, keyLength - start);
        boolean sampledGroup = isSampled();
        long cluster = sampledGroup ? hash.hash(key, start, split.keyEnd() - start) : 0;
        long timeHash = sampledGroup ? hash.hash(key, start - Long.BYTES, Long.BYTES) : 0;
        timers.add(timers.slot(keyHash, cluster), keyLength, timeHash);
    }

    /** To be called after the last entry. */
    void flush() {
        if (open) {
            open = false;
            sink.key(current);
        }
        timers.drain(keyGroup, current, sink);
    }

    long entries() {
        return entries;
    }

    /** Entries of which it is not known which key they are of. */
    long notSplit() {
        return notSplit;
    }
}
