package io.streamgauge.agent.history;

import io.streamgauge.agent.history.codec.TickRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ticks that are not yet part of a block, oldest first, each as its stored row. */
final class Head {

    /** Beyond this a block is made before it has all its ticks, so that making it stays cheap. */
    static final long FULL_BYTES = 16L << 20;
    /** Beyond this the oldest ticks are lost while the store cannot be written. */
    static final long MAX_BYTES = 64L << 20;

    /** One tick. */
    record Row(long epochMillis, Bytes bytes) {}

    /** An array in a record. */
    static final class Bytes {
        final byte[] array;

        Bytes(byte[] array) {
            this.array = array;
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private int stored;
    private long bytes;

    void add(long epochMillis, byte[] row) {
        rows.add(new Row(epochMillis, new Bytes(row)));
        bytes += row.length;
    }

    /** What the store does not have yet. */
    List<Row> unstored() {
        return rows.subList(stored, rows.size());
    }

    void allStored() {
        stored = rows.size();
    }

    void noneStored() {
        stored = 0;
    }

    List<Row> rows() {
        return rows;
    }

    List<Row> first(int count) {
        return rows.subList(0, Math.min(count, rows.size()));
    }

    boolean full(int blockTicks) {
        return rows.size() >= blockTicks || (bytes >= FULL_BYTES && rows.size() > 1);
    }

    void removeFirst(int count) {
        for (Row row : first(count)) {
            bytes -= row.bytes.array.length;
        }
        rows.subList(0, count).clear();
        stored = Math.max(0, stored - count);
    }

    void forgetFrom(long epochMillis) {
        while (!rows.isEmpty() && rows.get(rows.size() - 1).epochMillis >= epochMillis) {
            bytes -= rows.remove(rows.size() - 1).bytes.array.length;
        }
        stored = Math.min(stored, rows.size());
    }

    /** Drops the oldest until it fits again; returns how many. */
    int trim() {
        int dropped = 0;
        while (bytes > MAX_BYTES) {
            bytes -= rows.get(dropped++).bytes.array.length;
        }
        rows.subList(0, dropped).clear();
        stored = Math.max(0, stored - dropped);
        return dropped;
    }

    /** Ticks turned by a quarter: for each series a column with NaN where a tick has no sample of it. */
    static final class Table {
        final long[] epochMillis;
        final int[] ids;
        final double[][] columns;

        private Table(long[] epochMillis, int[] ids, double[][] columns) {
            this.epochMillis = epochMillis;
            this.ids = ids;
            this.columns = columns;
        }

        static Table of(List<Row> rows) {
            IdSet ids = new IdSet();
            for (Row row : rows) {
                TickRow.decode(row.bytes.array, (id, value) -> ids.add(id));
            }
            int[] sorted = ids.sorted();
            double[][] columns = new double[sorted.length][rows.size()];
            long[] times = new long[rows.size()];
            for (double[] column : columns) {
                Arrays.fill(column, Double.NaN);
            }
            for (int tick = 0; tick < times.length; tick++) {
                Row row = rows.get(tick);
                times[tick] = row.epochMillis;
                fill(row, tick, sorted, columns);
            }
            return new Table(times, sorted, columns);
        }

        private static void fill(Row row, int tick, int[] ids, double[][] columns) {
            // Samples mostly come in the order of their ids, so the next place is the first guess.
            int[] next = {0};
            TickRow.decode(row.bytes.array, (id, value) -> {
                int place = next[0] < ids.length && ids[next[0]] == id ? next[0] : Arrays.binarySearch(ids, id);
                columns[place][tick] = value;
                next[0] = place + 1;
            });
        }
    }

    /** Distinct numbers; those that come in rising order again and again are cheap. */
    private static final class IdSet {
        private int[] sorted = new int[0];
        private int[] added = new int[1024];
        private int count;
        private int guess;

        void add(int id) {
            if (guess < sorted.length && sorted[guess] == id) {
                guess++;
                return;
            }
            int place = Arrays.binarySearch(sorted, id);
            if (place >= 0) {
                guess = place + 1;
                return;
            }
            if (count == added.length) {
                merge();
            }
            added[count++] = id;
        }

        int[] sorted() {
            merge();
            return sorted;
        }

        private void merge() {
            int[] all = Arrays.copyOf(sorted, sorted.length + count);
            System.arraycopy(added, 0, all, sorted.length, count);
            sorted = Arrays.stream(all).sorted().distinct().toArray();
            added = new int[Math.max(1024, sorted.length / 2)];
            count = 0;
            guess = 0;
        }
    }
}
