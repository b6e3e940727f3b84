package io.streamgauge.agent.history;

import io.streamgauge.agent.history.codec.BlockCodec;
import io.streamgauge.agent.history.codec.ByteSink;
import io.streamgauge.agent.history.codec.SealedBlock;
import io.streamgauge.agent.history.codec.TickRow;
import io.streamgauge.agent.history.series.DictionaryEntry;
import io.streamgauge.agent.history.store.Keys;
import io.streamgauge.agent.history.store.RocksStore;
import io.streamgauge.agent.history.store.RocksStore.Family;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Fills the batches that go to the store. What it was told stays with it until it is told that it was written. */
final class StoreWriter {

    private static final long NOTHING = Long.MAX_VALUE;
    private static final byte[] END = {-1, -1, -1, -1, -1, -1, -1, -1, -1};

    private final ByteSink sink = new ByteSink();
    private final BlockCodec codec = new BlockCodec();
    private final List<SeriesTable.Entry> series = new ArrayList<>();
    private long forgetTicksFrom = NOTHING;
    private long forgetBlocksFrom = NOTHING;

    byte[] row(int[] ids, double[] values, int count) {
        return TickRow.encode(ids, values, count, sink);
    }

    /** Notes a series that is not yet in the stored dictionary with today's day. */
    void seen(SeriesTable.Entry entry, long epochMillis) {
        long day = DictionaryEntry.day(epochMillis);
        if (entry.storedDay != day) {
            entry.storedDay = day;
            series.add(entry);
        }
    }

    void forgetFrom(long epochMillis, long firstBlockMillis) {
        forgetTicksFrom = Math.min(forgetTicksFrom, epochMillis);
        forgetBlocksFrom = Math.min(forgetBlocksFrom, firstBlockMillis);
    }

    void noneStored(SeriesTable table) {
        series.clear();
        table.entries().forEach(series::add);
    }

    /** All that the store does not have yet. */
    void fill(RocksStore store, WriteBatch batch, Head head, EventLog events, Memory memory) throws RocksDBException {
        fillForgotten(store, batch);
        for (SeriesTable.Entry entry : series) {
            batch.put(
                    store.family(Family.SERIES),
                    Keys.series(entry.id),
                    new DictionaryEntry(entry.storedDay, entry.key).encode(sink));
        }
        for (Head.Row row : head.unstored()) {
            batch.put(store.family(Family.TICKS), Keys.time(row.epochMillis()), row.bytes().array);
        }
        List<EventLog.Logged> newEvents = events.unstored();
        for (int i = 0; i < newEvents.size(); i++) {
            EventLog.Logged logged = newEvents.get(i);
            batch.put(store.family(Family.META), Keys.event(logged.tickMillis(), i), EventLog.encode(logged));
        }
        for (String name : memory.unstored()) {
            byte[] value = memory.get(name);
            if (value == null) {
                batch.delete(store.family(Family.META), Keys.memory(name));
            } else {
                batch.put(store.family(Family.META), Keys.memory(name), value);
            }
        }
    }

    private void fillForgotten(RocksStore store, WriteBatch batch) throws RocksDBException {
        if (forgetTicksFrom != NOTHING) {
            batch.deleteRange(store.family(Family.TICKS), Keys.time(forgetTicksFrom), END);
            batch.deleteRange(store.family(Family.META), Keys.event(forgetTicksFrom, 0), Keys.prefixEnd(Keys.EVENT));
        }
        if (forgetBlocksFrom != NOTHING) {
            batch.deleteRange(store.family(Family.BLOCKS), Keys.time(forgetBlocksFrom), END);
            batch.deleteRange(
                    store.family(Family.META), Keys.blockHeader(forgetBlocksFrom), Keys.prefixEnd(Keys.BLOCK_HEADER));
        }
    }

    void allStored() {
        series.clear();
        forgetTicksFrom = NOTHING;
        forgetBlocksFrom = NOTHING;
    }

    /** Puts a block in the place of the rows it is made of. */
    SealedBlock seal(RocksStore store, WriteBatch batch, Head.Table table) throws RocksDBException {
        int ticks = table.epochMillis.length;
        long start = table.epochMillis[0];
        long end = table.epochMillis[ticks - 1];
        long payloadBytes = 0;
        int groups = 0;
        for (int from = 0; from < table.ids.length; from += BlockCodec.GROUP) {
            int to = Math.min(from + BlockCodec.GROUP, table.ids.length);
            byte[] group = codec.encodeGroup(table.ids, table.columns, from, to, ticks);
            batch.put(store.family(Family.BLOCKS), Keys.group(start, groups++), group);
            payloadBytes += group.length;
        }
        byte[] summary = codec.encodeSummary(table.ids, table.columns, ticks);
        batch.put(store.family(Family.BLOCKS), Keys.summary(start), summary);
        payloadBytes += summary.length;
        SealedBlock block = new SealedBlock(start, end, groups, payloadBytes);
        batch.put(store.family(Family.META), Keys.blockHeader(start), codec.encodeHeader(block, table.epochMillis));
        batch.deleteRange(store.family(Family.TICKS), Keys.time(0), Keys.time(end + 1));
        return block;
    }
}
