package io.streamgauge.agent.history;

import io.streamgauge.agent.cohort.JobEvidence;
import io.streamgauge.agent.declaration.Declarations;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.history.codec.CorruptDataException;
import io.streamgauge.agent.history.codec.FindingCodec;
import io.streamgauge.agent.history.codec.SealedBlock;
import io.streamgauge.agent.history.codec.TickRow;
import io.streamgauge.agent.history.series.SeriesKey;
import io.streamgauge.agent.history.store.HistoryException;
import io.streamgauge.agent.history.store.Keys;
import io.streamgauge.agent.history.store.RocksStore.Family;
import io.streamgauge.agent.history.store.StoreDirectory;
import io.streamgauge.agent.metric.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the agent remembers. A tick that {@link #append} has taken survives the death of the process; when the directory
 * cannot be written everything goes on from memory and is stored as soon as that works again.
 *
 * <p>For the loop's thread alone, but for {@link #status}; does file I/O, so never for the event loop. Time is that of the
 * ticks. A tick earlier than the one before means that the clock was set back: what was remembered as later is forgotten.
 */
public final class History implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final String FINDINGS = "history/findings";

    private final HistorySettings settings;
    private final HistoryMetrics metrics;
    private final StoreLink link;
    private final StoreWriter writer;
    private final Retention retention;
    private final Memory memory = new Memory();
    private final FindingCodec findingCodec = new FindingCodec();

    private SeriesTable table;
    private EventLog events = new EventLog();
    private Head head = new Head();
    private List<SealedBlock> blocks = new ArrayList<>();
    private List<Finding> findings = List.of();
    private boolean loaded;
    private long lastMillis;
    private volatile HistoryStatus status = new HistoryStatus(0, 0, null, 0, null);

    private History(HistorySettings settings, HistoryMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
        this.link = new StoreLink(new StoreDirectory(settings.directory(), settings.maxBytes()), metrics);
        this.writer = new StoreWriter();
        this.retention = new Retention(settings);
        this.table = new SeriesTable(settings, 1);
    }

    /**
     * Opens the directory and reads the window back.
     *
     * @throws HistoryException when the directory is in use, of a newer format, or damaged
     */
    public static History open(HistorySettings settings, HistoryMetrics metrics) {
        History history = new History(settings, metrics);
        history.link.openFirst();
        history.load();
        history.publishStatus();
        return history;
    }

    /** Takes the samples of remembered metrics and the events of a tick. */
    public void append(Tick tick) {
        long now = tick.at().toEpochMilli();
        if (link.reopen(now)) {
            reconnected(now);
        }
        if (now == lastMillis) {
            metrics.dropped(tick.samples().size());
            return;
        }
        if (now < lastMillis) {
            forgetFrom(now);
        }
        lastMillis = now;
        appendRow(now, tick.samples());
        events.add(now, tick.events());
        store(now);
        while (link.connected() && head.full(settings.blockTicks()) && seal(now)) {
            // More than one block when the store was away for long.
        }
        metrics.lostTicks(head.trim());
        publishStatus();
    }

    private void appendRow(long now, List<Sample> samples) {
        int[] ids = new int[samples.size()];
        double[] values = new double[ids.length];
        int count = 0;
        int dropped = 0;
        for (int place = 0; place < ids.length; place++) {
            Sample sample = samples.get(place);
            if (!sample.metric().remembered()) {
                continue;
            }
            SeriesTable.Entry entry = table.entry(place, sample);
            if (entry == null || entry.points.last() >= now) {
                dropped++;
                continue;
            }
            table.add(entry, now, sample.value());
            writer.seen(entry, now);
            ids[count] = entry.id;
            values[count++] = sample.value();
        }
        head.add(now, writer.row(ids, values, count));
        metrics.appended(count);
        if (dropped > 0) {
            metrics.dropped(dropped);
        }
    }

    /** What this tick found, for the next one. */
    public void remember(List<Finding> newFindings) {
        if (!newFindings.equals(findings)) {
            findings = List.copyOf(newFindings);
            save(FINDINGS, findingCodec.encode(findings));
        }
    }

    /**
     * Keeps a small value by name, for counters and the like; null removes it. At most 1 MiB each.
     *
     * @param name starts with the component's: "alertmanager/episodes"
     */
    public void save(String name, byte @Nullable [] value) {
        memory.put(name, value);
        if (!memory.unstored().isEmpty()) {
            store(lastMillis);
        }
    }

    /** Null when nothing is kept by that name. */
    public byte @Nullable [] load(String name) {
        return memory.get(name);
    }

    /**
     * Keeps chunks by name, all of them or none; they are not held in memory. An empty one is removed.
     *
     * @return false while they cannot be stored: to be said again
     */
    public boolean saveChunks(Map<String, byte[]> chunks) {
        return link.write(lastMillis, (store, batch) -> {
            for (Map.Entry<String, byte[]> chunk : chunks.entrySet()) {
                byte[] key = Keys.chunk(chunk.getKey());
                if (chunk.getValue().length == 0) {
                    batch.delete(store.family(Family.META), key);
                } else {
                    batch.put(store.family(Family.META), key, chunk.getValue());
                }
            }
        });
    }

    /** The chunks whose names begin so. */
    public Map<String, byte[]> loadChunks(String prefix) {
        Map<String, byte[]> chunks = new HashMap<>();
        link.read(store -> store.scan(Family.META, Keys.chunk(prefix), Keys.prefixEnd(Keys.CHUNK), (key, value) -> {
            String name = Keys.memoryName(key);
            if (name.startsWith(prefix)) {
                chunks.put(name, value);
            }
        }));
        return chunks;
    }

    /** The past that an analysis of these facts may see. */
    public Window window(Facts now, Map<String, JobEvidence> evidence, Declarations declarations) {
        long since = now.at().toEpochMilli() - settings.window().toMillis();
        return new Window(now, table.since(since), events.since(since), findings, evidence, declarations);
    }

    /** The same where nothing is remembered of single states. */
    public Window window(Facts now) {
        return window(now, Map.of(), Declarations.NONE);
    }

    /** For any thread; as of the last tick. */
    public HistoryStatus status() {
        return status;
    }

    @Override
    public void close() {
        store(lastMillis);
        link.close();
    }

    private void load() {
        if (!link.connected()) {
            return;
        }
        Loader loader = new Loader(settings, metrics);
        link.read(store -> loader.load(store, memory));
        table = loader.table();
        events = loader.events();
        head = loader.head();
        head.allStored();
        blocks = loader.blocks();
        lastMillis = loader.newest();
        loaded = true;
        byte[] stored = memory.get(FINDINGS);
        if (stored != null) {
            try {
                findings = findingCodec.decode(stored);
            } catch (CorruptDataException e) {
                metrics.corrupt(1);
            }
        }
    }

    /** The store is open again, or for the first time after the agent started without it. */
    private void reconnected(long now) {
        if (loaded) {
            head.noneStored();
            events.noneStored();
            memory.noneStored();
            writer.noneStored(table);
            return;
        }
        Map<Integer, SeriesKey> unstoredKeys = table.keysById();
        Head unstoredHead = head;
        EventLog unstoredEvents = events;
        try {
            load();
        } catch (HistoryException e) {
            link.failed(now, e);
            return;
        }
        writer.noneStored(new SeriesTable(settings, 1));
        for (Head.Row row : unstoredHead.rows()) {
            if (row.epochMillis() > lastMillis) {
                replay(row, unstoredKeys);
                lastMillis = row.epochMillis();
            }
        }
        unstoredEvents.unstored().forEach(events::add);
    }

    /** Appends a row whose ids are those of another table. */
    private void replay(Head.Row row, Map<Integer, SeriesKey> keys) {
        IntStream.Builder ids = IntStream.builder();
        DoubleStream.Builder values = DoubleStream.builder();
        TickRow.decode(row.bytes().array, (id, value) -> {
            SeriesKey key = keys.get(id);
            SeriesTable.Entry entry = key == null ? null : table.entry(key);
            if (entry != null) {
                table.add(entry, row.epochMillis(), value);
                writer.seen(entry, row.epochMillis());
                ids.add(entry.id);
                values.add(value);
            }
        });
        int[] newIds = ids.build().toArray();
        head.add(row.epochMillis(), writer.row(newIds, values.build().toArray(), newIds.length));
    }

    private void store(long now) {
        if (link.write(now, (store, batch) -> writer.fill(store, batch, head, events, memory))) {
            head.allStored();
            events.allStored();
            memory.allStored();
            writer.allStored();
        }
    }

    /** Turns the oldest rows into a block. */
    private boolean seal(long now) {
        List<Head.Row> rows = head.first(settings.blockTicks());
        Head.Table turned = Head.Table.of(rows);
        List<SealedBlock> written = new ArrayList<>(1);
        if (!link.write(now, (store, batch) -> written.add(writer.seal(store, batch, turned)))) {
            return false;
        }
        blocks.addAll(written);
        head.removeFirst(rows.size());
        long since = now - settings.window().toMillis();
        table.expire(since);
        events.expire(since);
        metrics.sealed(turned.ids.length, turned.epochMillis.length);
        return link.run(now, store -> retention.apply(store, blocks, now));
    }

    private void forgetFrom(long now) {
        LOG.atWarn()
                .addKeyValue("millis", lastMillis - now)
                .log("clock was set back: the history after that time is forgotten");
        long firstBlock = Long.MAX_VALUE;
        while (!blocks.isEmpty() && blocks.get(blocks.size() - 1).endMillis() >= now) {
            firstBlock = blocks.remove(blocks.size() - 1).startMillis();
        }
        writer.forgetFrom(now, firstBlock);
        head.forgetFrom(now);
        table.forgetFrom(now);
        events.forgetFrom(now);
    }

    private void publishStatus() {
        Instant oldest = null;
        if (!blocks.isEmpty()) {
            oldest = Instant.ofEpochMilli(blocks.get(0).startMillis());
        } else if (!head.rows().isEmpty()) {
            oldest = Instant.ofEpochMilli(head.rows().get(0).epochMillis());
        }
        status = new HistoryStatus(
                table.size(),
                retention.directoryBytes(),
                oldest,
                head.unstored().size(),
                link.problem());
    }
}
