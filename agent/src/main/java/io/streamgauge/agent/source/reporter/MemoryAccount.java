package io.streamgauge.agent.source.reporter;

import java.util.concurrent.atomic.AtomicLong;

/** Estimated heap of one connection, held against its own bound and that of all together. One thread writes. */
final class MemoryAccount {

    private final AtomicLong total;
    private final IngestSettings.Bounds bounds;
    private long own;

    MemoryAccount(AtomicLong total, IngestSettings.Bounds bounds) {
        this.total = total;
        this.bounds = bounds;
    }

    /** False, with nothing taken, when a bound would be passed. */
    boolean reserve(long bytes) {
        if (own + bytes > bounds.connectionBytes()) {
            return false;
        }
        if (total.addAndGet(bytes) > bounds.totalBytes()) {
            total.addAndGet(-bytes);
            return false;
        }
        own += bytes;
        return true;
    }

    void release(long bytes) {
        own -= bytes;
        total.addAndGet(-bytes);
    }

    void releaseAll() {
        release(own);
    }
}
