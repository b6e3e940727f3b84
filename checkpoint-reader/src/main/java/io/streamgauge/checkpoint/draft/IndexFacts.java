package io.streamgauge.checkpoint.draft;

import io.streamgauge.checkpoint.key.KeyGroupPrefix;
import io.streamgauge.checkpoint.sample.TimeCounter;
import io.streamgauge.checkpoint.sst.TableIndex;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the index of a table file tells: bytes by key group and, of timers, when they are due, both to a block. */
public final class IndexFacts {
    private static final int MOST_CELLS = 512;
    private static final int TIME_BYTES = 8;
    /**
     * Of a separator with less of a time, that is not a time between two timers: RocksDB cuts separators short, and where the next block is
     * of the next key group counts up what is left. Five bytes tell the time to five hours.
     */
    private static final int LEAST_TIME_BYTES = 5;

    /** A block with timers of one key group is spread over this many times between its first and its last. */
    private static final int SPREAD = 8;

    private final int firstGroup;
    private final double[] bytes;
    private final @Nullable TimeCounter dueTimes;

    private IndexFacts(int firstGroup, double[] bytes, @Nullable TimeCounter dueTimes) {
        this.firstGroup = firstGroup;
        this.bytes = bytes;
        this.dueTimes = dueTimes;
    }

    /**
     * Of a whole index.
     *
     * @param firstGroup that the file may have keys of
     * @param endGroup the one after the last
     * @param timers how many there are in the file; negative if it has none
     */
    public static IndexFacts of(TableIndex index, KeyGroupPrefix prefix, int firstGroup, int endGroup, double timers) {
        double[] bytes = new double[endGroup - firstGroup];
        int group = firstGroup;
        BlockTimes times = new BlockTimes(timers < 0 ? 0 : index.size());
        for (int i = 0; i < index.size(); i++) {
            byte[] separator = index.separator(i);
            int last = Math.max(group, Math.min(endGroup - 1, group(separator, prefix)));
            double size = index.block(i).end() - index.block(i).offset();
            for (int g = group; g <= last; g++) {
                bytes[g - firstGroup] += size / (last - group + 1);
            }
            if (timers >= 0) {
                times.add(separator, prefix, group == last, size);
            }
            group = last;
        }
        return new IndexFacts(firstGroup, bytes, timers < 0 ? null : times.count(timers));
    }

    /** Between which times the timers of each block lie, as far as separators tell. */
    private static final class BlockTimes {
        private final long[] from;
        private final long[] to;
        private final double[] sizes;
        private int count;
        private double known;
        private long last = Long.MIN_VALUE;

        BlockTimes(int blocks) {
            from = new long[2 * blocks];
            to = new long[2 * blocks];
            sizes = new double[2 * blocks];
        }

        /**
         * One block after the other. One that starts in another key group than it ends in has the last times of the one and the first
         * of the other, which may be far from each other.
         */
        void add(byte[] separator, KeyGroupPrefix prefix, boolean oneGroup, double size) {
            boolean told = separator.length >= prefix.bytes() + LEAST_TIME_BYTES;
            long end = told ? time(separator, prefix) : Long.MIN_VALUE;
            if (oneGroup && last != Long.MIN_VALUE && end >= last && end - last >= 0) {
                add(last, end, size);
            } else {
                double half = told && last != Long.MIN_VALUE ? size / 2 : size;
                add(last, last, half);
                add(end, end, half);
            }
            last = end;
        }

        private void add(long start, long end, double size) {
            if (start != Long.MIN_VALUE) {
                from[count] = start;
                to[count] = end;
                sizes[count++] = size;
                known += size;
            }
        }

        /** Blocks of which nothing is known are taken to be like the others. */
        TimeCounter count(double timers) {
            TimeCounter counter = new TimeCounter(MOST_CELLS);
            for (int i = 0; i < count; i++) {
                double each = timers * sizes[i] / known / SPREAD;
                for (int j = 1; j <= SPREAD && each > 0; j++) {
                    counter.add(from[i] + (to[i] - from[i]) / SPREAD * j, each);
                }
            }
            return counter;
        }
    }

    /** A separator may be cut short. One that is nothing but a key group stands before all keys of it. */
    private static int group(byte[] separator, KeyGroupPrefix prefix) {
        byte[] padded = Arrays.copyOf(separator, prefix.bytes());
        int group = prefix.keyGroup(padded, padded.length);
        return separator.length <= prefix.bytes() ? group - 1 : group;
    }

    private static long time(byte[] separator, KeyGroupPrefix prefix) {
        long time = 0;
        for (int i = 0; i < TIME_BYTES; i++) {
            int at = prefix.bytes() + i;
            time = time << 8 | (at < separator.length ? separator[at] & 0xff : 0);
        }
        return time ^ Long.MIN_VALUE;
    }

    public int firstGroup() {
        return firstGroup;
    }

    /** How many groups, from the first. */
    public int groups() {
        return bytes.length;
    }

    /**
     * Of one key group.
     *
     * @param group counted from the first
     */
    public double bytes(int group) {
        return bytes[group];
    }

    /** Null for what is no timers. */
    public @Nullable TimeCounter dueTimes() {
        return dueTimes;
    }

    public long heapBytes() {
        return 100 + 8L * bytes.length + (dueTimes == null ? 0 : dueTimes.heapBytes());
    }
}
