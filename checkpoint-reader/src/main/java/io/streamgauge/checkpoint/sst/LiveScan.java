package io.streamgauge.checkpoint.sst;

import io.streamgauge.checkpoint.sst.block.UnsupportedTableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a reader of the database would find: the tables of one column family of one database merged, the newest write of a key wins,
 * appended operands add up, deletions of keys and ranges delete. Not thread-safe.
 */
public final class LiveScan {

    /**
     * A table to merge.
     *
     * @param bounds the keys that the MANIFEST has for the table, within which alone its range deletions count: from its smallest key to
     *     just behind its largest, or to before it where the largest is the end of a range deletion. {@link KeyRange#all} where that is not
     *     known: then keys written anew after a range deletion may be missed, if RocksDB has since compacted them to its last level
     */
    public record Source(TableFile table, KeyRange bounds) {}

    /** Orders by key, then newest first. */
    private final TableCursor[] heap;

    private final List<TableCursor> cursors;
    private final TombstoneFragments tombstones;
    private final LiveEntry entry = new LiveEntry();
    private int open;
    private long live;
    private long entries;
    private long deletions;
    private long operands;

    private LiveScan(List<TableCursor> cursors, List<RangeTombstone> tombstones) {
        this.cursors = cursors;
        this.heap = new TableCursor[cursors.size()];
        this.tombstones = TombstoneFragments.of(tombstones);
    }

    /**
     * Shows all live keys of a range to the visitor, once each.
     *
     * @param readaheadBytes how much to read of a table at once; that much memory is used for each table
     */
    public static LiveCounts scan(List<Source> sources, KeyRange range, int readaheadBytes, LiveVisitor visitor)
            throws IOException {
        List<TableCursor> cursors = new ArrayList<>();
        List<RangeTombstone> tombstones = new ArrayList<>();
        for (Source source : sources) {
            TableFile table = source.table();
            table.requireBytewiseOrder();
            if (sources.size() > 1 && !table.knowsSequences()) {
                throw new UnsupportedTableException(
                        table.name(), "an ingested file without sequence number", "those whose MANIFEST told it");
            }
            for (RangeTombstone tombstone : table.rangeTombstones()) {
                tombstones.add(clip(clip(tombstone, source.bounds()), range));
            }
            cursors.add(table.cursor(range, readaheadBytes));
        }
        return new LiveScan(cursors, tombstones).run(visitor);
    }

    private static RangeTombstone clip(RangeTombstone tombstone, KeyRange to) {
        return new RangeTombstone(tombstone.range().within(to), tombstone.sequence());
    }

    private LiveCounts run(LiveVisitor visitor) throws IOException {
        for (TableCursor cursor : cursors) {
            if (cursor.next()) {
                heap[open++] = cursor;
                siftUp(open - 1);
            }
        }
        while (open > 0) {
            readKey();
            if (entry.isLive()) {
                live++;
                visitor.visit(entry);
            }
        }
        long bytesRead = 0;
        for (TableCursor cursor : cursors) {
            bytesRead += cursor.bytesRead();
        }
        return new LiveCounts(live, entries, deletions, operands, bytesRead);
    }

    /** Takes in all entries of the first key. */
    private void readKey() throws IOException {
        entry.begin(heap[0].key(), heap[0].keyLength());
        long deletedBelow = tombstones.sequence(heap[0].key(), heap[0].keyLength());
        boolean settled = false;
        do {
            TableCursor newest = heap[0];
            EntryType type = newest.type();
            entries++;
            if (type == EntryType.MERGE) {
                operands++;
            } else if (type != EntryType.VALUE) {
                deletions++;
            }
            if (!settled) {
                settled = type != EntryType.MERGE || newest.sequence() < deletedBelow;
                boolean deleted =
                        newest.sequence() < deletedBelow || (type != EntryType.MERGE && type != EntryType.VALUE);
                if (!deleted) {
                    entry.addOlder(newest.value(), newest.valueStart(), newest.valueLength(), type == EntryType.VALUE);
                }
            }
            advance();
        } while (open > 0 && entry.isOf(heap[0].key(), heap[0].keyLength()));
    }

    private void advance() throws IOException {
        if (!heap[0].next()) {
            heap[0] = heap[--open];
        }
        siftDown();
    }

    private void siftUp(int at) {
        TableCursor moved = heap[at];
        int index = at;
        while (index > 0 && isBefore(moved, heap[(index - 1) / 2])) {
            heap[index] = heap[(index - 1) / 2];
            index = (index - 1) / 2;
        }
        heap[index] = moved;
    }

    private void siftDown() {
        TableCursor moved = heap[0];
        int index = 0;
        while (true) {
            int child = 2 * index + 1;
            if (child >= open) {
                break;
            }
            if (child + 1 < open && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], moved)) {
                break;
            }
            heap[index] = heap[child];
            index = child;
        }
        heap[index] = moved;
    }

    private static boolean isBefore(TableCursor a, TableCursor b) {
        int order = Arrays.compareUnsigned(a.key(), 0, a.keyLength(), b.key(), 0, b.keyLength());
        return order != 0 ? order < 0 : a.sequence() > b.sequence();
    }
}
