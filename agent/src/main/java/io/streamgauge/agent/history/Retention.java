package io.streamgauge.agent.history;

import io.streamgauge.agent.history.codec.CorruptDataException;
import io.streamgauge.agent.history.codec.SealedBlock;
import io.streamgauge.agent.history.series.DictionaryEntry;
import io.streamgauge.agent.history.store.Keys;
import io.streamgauge.agent.history.store.RocksStore;
import io.streamgauge.agent.history.store.RocksStore.Family;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Keeps the store within its size and age: the oldest blocks go first, with the events and series that only they had. */
final class Retention {

    private final HistorySettings settings;
    private long directoryBytes;

    Retention(HistorySettings settings) {
        this.settings = settings;
    }

    long directoryBytes() {
        return directoryBytes;
    }

    /** Drops what is too much, from the store and from {@code blocks}, which are in order of time. */
    void apply(RocksStore store, List<SealedBlock> blocks, long nowMillis) throws RocksDBException {
        int drop = tooOld(blocks, nowMillis);
        directoryBytes = store.directoryBytes();
        if (directoryBytes > settings.maxBytes()) {
            store.flush();
            directoryBytes = store.directoryBytes();
            drop = Math.max(drop, tooMuch(blocks));
        }
        if (drop == 0) {
            return;
        }
        long oldestMillis = drop < blocks.size() ? blocks.get(drop).startMillis() : nowMillis;
        byte[] first = Keys.time(0);
        byte[] end = Keys.time(oldestMillis);
        try (WriteBatch batch = new WriteBatch()) {
            batch.deleteRange(store.family(Family.BLOCKS), first, end);
            batch.deleteRange(store.family(Family.META), Keys.blockHeader(0), Keys.blockHeader(oldestMillis));
            batch.deleteRange(store.family(Family.META), Keys.event(0, 0), Keys.event(oldestMillis, 0));
            for (byte[] key : unusedSeries(store, DictionaryEntry.day(oldestMillis))) {
                batch.delete(store.family(Family.SERIES), key);
            }
            store.write(batch);
        }
        blocks.subList(0, drop).clear();
        store.reclaim(Family.BLOCKS, first, end);
        directoryBytes = store.directoryBytes();
    }

    private int tooOld(List<SealedBlock> blocks, long nowMillis) {
        long oldest = nowMillis - settings.maxAge().toMillis();
        int drop = 0;
        while (drop < blocks.size() && blocks.get(drop).endMillis() < oldest) {
            drop++;
        }
        return drop;
    }

    /** Goes a tenth below the limit, so that not every block has to. */
    private int tooMuch(List<SealedBlock> blocks) {
        double excess = directoryBytes - 0.9 * settings.maxBytes();
        double payload =
                Math.max(1, blocks.stream().mapToLong(SealedBlock::payloadBytes).sum());
        int drop = 0;
        // Never the newest block: it may be all there is.
        while (excess > 0 && drop < blocks.size() - 1) {
            excess -= directoryBytes * (blocks.get(drop).payloadBytes() / payload);
            drop++;
        }
        return drop;
    }

    private static List<byte[]> unusedSeries(RocksStore store, long oldestDay) throws RocksDBException {
        List<byte[]> unused = new ArrayList<>();
        store.scan(Family.SERIES, new byte[0], null, (key, value) -> {
            try {
                if (DictionaryEntry.decode(value).day() < oldestDay) {
                    unused.add(key);
                }
            } catch (CorruptDataException e) {
                unused.add(key);
            }
        });
        return unused;
    }
}
