package io.streamgauge.agent.history;

import io.streamgauge.agent.history.store.HistoryException;
import io.streamgauge.agent.history.store.RocksStore;
import io.streamgauge.agent.history.store.StoreDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store as long as it works. After a failed write it is closed and opened again at a later tick, since RocksDB
 * refuses every write after one that failed; opening replays its log up to the last whole write.
 */
final class StoreLink {

    private static final Logger LOG = LoggerFactory.getLogger(StoreLink.class);
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    /** One batch of changes that become visible together. */
    interface Work {
        void fill(RocksStore store, WriteBatch batch) throws RocksDBException;
    }

    /** Anything else that the store is asked. */
    interface Task {
        void run(RocksStore store) throws RocksDBException;
    }

    private final StoreDirectory directory;
    private final HistoryMetrics metrics;
    private @Nullable RocksStore store;
    private @Nullable String problem;
    private long pauseMillis;
    private long failedAtMillis;

    StoreLink(StoreDirectory directory, HistoryMetrics metrics) {
        this.directory = directory;
        this.metrics = metrics;
    }

    /** @throws HistoryException when a person has to decide */
    void openFirst() {
        try {
            store = directory.open();
        } catch (IOException e) {
            failed(0, e);
        }
    }

    boolean connected() {
        return store != null;
    }

    @Nullable
    String problem() {
        return problem;
    }

    /** Opens the store again when it is time to; true when this has just worked. */
    boolean reopen(long nowMillis) {
        if (store != null || Math.abs(nowMillis - failedAtMillis) < pauseMillis) {
            return false;
        }
        try {
            store = directory.open();
            return true;
        } catch (IOException | HistoryException e) {
            failed(nowMillis, e);
            return false;
        }
    }

    /** Whether it was written; if not, the link is closed. */
    boolean write(long nowMillis, Work work) {
        boolean written = run(nowMillis, open -> {
            try (WriteBatch batch = new WriteBatch()) {
                work.fill(open, batch);
                if (batch.count() > 0) {
                    open.write(batch);
                }
            }
        });
        if (written && problem != null) {
            LOG.info("history is stored again");
            problem = null;
            pauseMillis = 0;
        }
        return written;
    }

    boolean run(long nowMillis, Task task) {
        RocksStore open = store;
        if (open == null) {
            return false;
        }
        try {
            task.run(open);
            return true;
        } catch (RocksDBException | UncheckedIOException e) {
            failed(nowMillis, e);
            return false;
        }
    }

    /** For reading; a damage that shows only now is for a person to decide on. */
    void read(Task task) {
        RocksStore open = store;
        if (open != null) {
            try {
                task.run(open);
            } catch (RocksDBException e) {
                close();
                throw directory.corrupt(e);
            }
        }
    }

    void failed(long nowMillis, Exception e) {
        metrics.storageError();
        if (problem == null) {
            LOG.atWarn().addKeyValue("error", words(e)).log("history goes on in memory until it can be stored again");
        }
        problem = "history is kept in memory only: " + words(e);
        failedAtMillis = nowMillis;
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, Math.max(1_000, pauseMillis * 2));
        close();
    }

    void close() {
        RocksStore open = store;
        store = null;
        if (open != null) {
            open.close();
        }
    }

    /** The message of an error of the file system is the path alone, as a rule. */
    private static String words(Exception e) {
        return e instanceof FileSystemException
                ? e.getClass().getSimpleName() + ": " + e.getMessage()
                : String.valueOf(e.getMessage());
    }
}
