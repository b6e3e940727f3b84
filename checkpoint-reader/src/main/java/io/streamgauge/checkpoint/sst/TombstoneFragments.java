package io.streamgauge.checkpoint.sst;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.TreeSet;

/** Range deletions cut into stretches that do not overlap, each with the newest deletion; asked with ascending keys. Not thread-safe. */
final class TombstoneFragments {

    /** No entry's sequence number is below it. */
    static final long NONE = -1;

    /** {@code from} inclusive, {@code to} exclusive. */
    private static final class Stretch {
        final byte[] from;
        final byte[] to;
        final long sequence;

        Stretch(byte[] from, byte[] to, long sequence) {
            this.from = from;
            this.to = to;
            this.sequence = sequence;
        }
    }

    private final List<Stretch> stretches;
    private int current;

    private TombstoneFragments(List<Stretch> stretches) {
        this.stretches = stretches;
    }

    static TombstoneFragments of(List<RangeTombstone> tombstones) {
        List<Stretch> pending = new ArrayList<>();
        NavigableSet<byte[]> borders = new TreeSet<>(Arrays::compareUnsigned);
        for (RangeTombstone tombstone : tombstones) {
            byte[] from = tombstone.range().from();
            byte[] to = tombstone.range().to();
            if (to != null && Arrays.compareUnsigned(from, to) < 0) {
                pending.add(new Stretch(from, to, tombstone.sequence()));
                borders.add(from);
                borders.add(to);
            }
        }
        pending.sort((a, b) -> Arrays.compareUnsigned(a.from, b.from));
        return new TombstoneFragments(sweep(pending, borders));
    }

    private static List<Stretch> sweep(List<Stretch> byStart, NavigableSet<byte[]> borders) {
        List<Stretch> fragments = new ArrayList<>();
        PriorityQueue<Stretch> open = new PriorityQueue<>(
                Comparator.comparingLong((Stretch stretch) -> stretch.sequence).reversed());
        int next = 0;
        for (byte[] border : borders) {
            while (next < byStart.size() && Arrays.equals(byStart.get(next).from, border)) {
                open.add(byStart.get(next++));
            }
            while (!open.isEmpty() && Arrays.compareUnsigned(open.element().to, border) <= 0) {
                open.remove();
            }
            byte[] end = borders.higher(border);
            if (!open.isEmpty() && end != null) {
                fragments.add(new Stretch(border, end, open.element().sequence));
            }
        }
        return fragments;
    }

    /** The sequence number below which entries of the key are deleted, or {@link #NONE}. Keys must not descend. */
    long sequence(byte[] key, int length) {
        while (current < stretches.size()) {
            Stretch stretch = stretches.get(current);
            if (Arrays.compareUnsigned(key, 0, length, stretch.to, 0, stretch.to.length) < 0) {
                return Arrays.compareUnsigned(key, 0, length, stretch.from, 0, stretch.from.length) >= 0
                        ? stretch.sequence
                        : NONE;
            }
            current++;
        }
        return NONE;
    }
}
