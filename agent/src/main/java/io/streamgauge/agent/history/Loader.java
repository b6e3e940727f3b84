package io.streamgauge.agent.history;

import io.streamgauge.agent.history.codec.BlockCodec;
import io.streamgauge.agent.history.codec.CorruptDataException;
import io.streamgauge.agent.history.codec.SealedBlock;
import io.streamgauge.agent.history.codec.TickRow;
import io.streamgauge.agent.history.series.DictionaryEntry;
import io.streamgauge.agent.history.series.SeriesKey;
import io.streamgauge.agent.history.store.Keys;
import io.streamgauge.agent.history.store.RocksStore;
import io.streamgauge.agent.history.store.RocksStore.Family;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a store back: what is damaged is left out and counted. */
final class Loader {

    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

    private final HistorySettings settings;
    private final HistoryMetrics metrics;
    private final List<SealedBlock> blocks = new ArrayList<>();
    private final Map<Long, long[]> times = new HashMap<>();
    private final Map<Integer, SeriesKey> keys = new HashMap<>();
    private final Head head = new Head();
    private final EventLog events = new EventLog();
    private SeriesTable table;
    private int corrupt;

    Loader(HistorySettings settings, HistoryMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
        this.table = new SeriesTable(settings, 0);
    }

    List<SealedBlock> blocks() {
        return blocks;
    }

    Head head() {
        return head;
    }

    EventLog events() {
        return events;
    }

    SeriesTable table() {
        return table;
    }

    /** @throws RocksDBException when a part is damaged without which the rest cannot be told apart */
    void load(RocksStore store, Memory memory) throws RocksDBException {
        store.scan(
                Family.META,
                Keys.prefix(Keys.BLOCK_HEADER),
                Keys.prefixEnd(Keys.BLOCK_HEADER),
                tolerant("block header", this::header));
        store.scan(Family.TICKS, new byte[0], null, tolerant("tick", this::tick));
        long since = newest() - settings.window().toMillis();
        store.scan(
                Family.META,
                Keys.prefix(Keys.EVENT),
                Keys.prefixEnd(Keys.EVENT),
                tolerant("event", (key, value) -> event(value, since)));
        store.scan(
                Family.META,
                Keys.prefix(Keys.MEMORY),
                Keys.prefixEnd(Keys.MEMORY),
                tolerant("memory", (key, value) -> memory.load(Keys.memoryName(key), value)));
        dictionary(store, since);
        List<SealedBlock> inWindow =
                blocks.stream().filter(block -> block.endMillis() >= since).toList();
        int summaries = inWindow.size() - wholeBlocks(inWindow.size());
        inWindow.subList(0, summaries).forEach(block -> loadSummary(store, block));
        inWindow.subList(summaries, inWindow.size()).forEach(block -> load(store, block));
        head.rows()
                .forEach(row -> TickRow.decode(
                        row.bytes().array, (id, value) -> point(keys.get(id), row.epochMillis(), value)));
        if (corrupt > 0) {
            LOG.atError().addKeyValue("values", corrupt).log("history has damaged parts, which are left out");
        }
    }

    private void header(byte[] key, byte[] value) {
        BlockCodec.Header header = BlockCodec.decodeHeader(value);
        blocks.add(header.block);
        times.put(header.block.startMillis(), header.epochMillis);
    }

    private void tick(byte[] key, byte[] value) {
        TickRow.decode(value, (id, sample) -> {});
        head.add(Keys.timeOf(key), value);
    }

    private void event(byte[] value, long since) {
        EventLog.Logged logged = EventLog.decode(value);
        if (logged.tickMillis() >= since) {
            events.load(logged);
        }
    }

    /** Time of the last stored tick; 0 when there is none. */
    long newest() {
        List<Head.Row> rows = head.rows();
        if (!rows.isEmpty()) {
            return rows.get(rows.size() - 1).epochMillis();
        }
        return blocks.isEmpty() ? 0 : blocks.get(blocks.size() - 1).endMillis();
    }

    private void dictionary(RocksStore store, long since) throws RocksDBException {
        byte[] last = store.lastKey(Family.SERIES);
        table = new SeriesTable(settings, last == null ? 1 : Keys.seriesId(last) + 1);
        long sinceDay = DictionaryEntry.day(since);
        store.scan(Family.SERIES, new byte[0], null, tolerant("series", (key, value) -> {
            DictionaryEntry entry = DictionaryEntry.decode(value);
            if (entry.day() >= sinceDay) {
                keys.put(Keys.seriesId(key), entry.key());
                table.known(Keys.seriesId(key), entry.key(), entry.day());
            }
        }));
    }

    /** As many of the newest blocks, at least one, as a series has points for when each older one takes a point. */
    private int wholeBlocks(int all) {
        int spare = table.capacity() - head.rows().size() - all;
        return Math.min(all, Math.max(1, spare / (settings.blockTicks() - 1)));
    }

    private void loadSummary(RocksStore store, SealedBlock block) {
        long[] tickMillis = times.getOrDefault(block.startMillis(), new long[0]);
        try {
            byte[] value = store.get(Family.BLOCKS, Keys.summary(block.startMillis()));
            if (value == null) {
                throw new CorruptDataException("summary is missing");
            }
            BlockCodec.decodeSummary(
                    value, tickMillis.length, (id, tick, last) -> point(keys.get(id), tickMillis[tick], last));
        } catch (RocksDBException | CorruptDataException e) {
            damaged("block", e);
        }
    }

    /**
     * Reads the groups one by one: an iterator also touches the files beside, so that a damaged one would cost their
     * blocks too.
     */
    private void load(RocksStore store, SealedBlock block) {
        long[] tickMillis = times.getOrDefault(block.startMillis(), new long[0]);
        for (int group = 0; group < block.groups(); group++) {
            try {
                byte[] value = store.get(Family.BLOCKS, Keys.group(block.startMillis(), group));
                if (value == null) {
                    throw new CorruptDataException("group " + group + " of " + block.groups() + " is missing");
                }
                BlockCodec.decodeGroup(value, tickMillis.length, (id, values) -> column(id, tickMillis, values));
            } catch (RocksDBException | CorruptDataException e) {
                damaged("block", e);
            }
        }
    }

    private void column(int id, long[] tickMillis, double[] values) {
        SeriesKey key = keys.get(id);
        for (int i = 0; i < tickMillis.length; i++) {
            if (!Double.isNaN(values[i])) {
                point(key, tickMillis[i], values[i]);
            }
        }
    }

    private void point(@Nullable SeriesKey key, long time, double value) {
        SeriesTable.Entry entry = key == null ? null : table.find(key);
        if (entry != null && entry.points.last() < time) {
            table.add(entry, time, value);
        }
    }

    private RocksStore.Visitor tolerant(String what, RocksStore.Visitor visitor) {
        return (key, value) -> {
            try {
                visitor.entry(key, value);
            } catch (CorruptDataException e) {
                damaged(what, e);
            }
        };
    }

    private void damaged(String what, Exception e) {
        corrupt++;
        metrics.corrupt(1);
        LOG.atDebug()
                .addKeyValue("part", what)
                .addKeyValue("error", e.getMessage())
                .log("damaged");
    }
}
