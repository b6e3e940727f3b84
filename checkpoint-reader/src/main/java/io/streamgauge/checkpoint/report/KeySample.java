package io.streamgauge.checkpoint.report;

import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All live keys of some key groups. Flink assigns keys to groups by a hash, so these are a random sample of all keys, and the same
 * ones in each checkpoint. Columns: element i of each is of the same key.
 *
 * @param keyGroups which were read
 * @param liveKeys of the whole state, inferred: keys with their namespaces
 * @param liveEntries of the whole state, inferred: of maps one per user key, of timers each
 */
public record KeySample(List<Integer> keyGroups, Estimate liveKeys, Estimate liveEntries, Columns keys) {

    public KeySample {
        keyGroups = List.copyOf(keyGroups);
    }

    /** The sampled keys. Bounded: of the smallest hashes where there are too many. */
    public static final class Columns {
        private final long[] hashes;
        private final long[] valueHashes;
        private final int[] bytes;
        private final int[] userEntries;
        private final long @Nullable [] lastAccessMillis;
        private final long @Nullable [] windowEndMillis;

        /**
         * Takes the arrays over.
         *
         * @param hashes salted; of key and namespace
         * @param valueHashes salted; of everything kept under the key
         * @param bytes of keys and values, before compression
         * @param userEntries of a map its user keys, of timers each; of a list its elements, or where their size varies the parts that
         *     they are stored in, which are fewer; else 1
         * @param lastAccessMillis the newest time-to-live stamp, {@code Long.MIN_VALUE} where a key has none; null where there is no
         *     time to live
         * @param windowEndMillis null where the namespace is no time window
         */
        public Columns(
                long[] hashes,
                long[] valueHashes,
                int[] bytes,
                int[] userEntries,
                long @Nullable [] lastAccessMillis,
                long @Nullable [] windowEndMillis) {
            this.hashes = hashes;
            this.valueHashes = valueHashes;
            this.bytes = bytes;
            this.userEntries = userEntries;
            this.lastAccessMillis = lastAccessMillis;
            this.windowEndMillis = windowEndMillis;
        }

        public int count() {
            return hashes.length;
        }

        public long hash(int key) {
            return hashes[key];
        }

        public long valueHash(int key) {
            return valueHashes[key];
        }

        public int bytes(int key) {
            return bytes[key];
        }

        public int userEntries(int key) {
            return userEntries[key];
        }

        /** Null where there is no time to live, or the value was too short to have a stamp. */
        public @Nullable Long lastAccessMillis(int key) {
            return timeOrNull(lastAccessMillis, key);
        }

        /** Null where the namespace is no time window. */
        public @Nullable Long windowEndMillis(int key) {
            return timeOrNull(windowEndMillis, key);
        }

        private static @Nullable Long timeOrNull(long @Nullable [] times, int key) {
            return times == null || times[key] == Long.MIN_VALUE ? null : (Long) times[key];
        }

        public void forEachHash(LongConsumer consumer) {
            for (long hash : hashes) {
                consumer.accept(hash);
            }
        }
    }
}
