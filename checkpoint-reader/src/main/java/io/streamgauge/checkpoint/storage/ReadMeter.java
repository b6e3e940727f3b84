package io.streamgauge.checkpoint.storage;

import java.util.concurrent.atomic.LongAdder;

/** Counts what one pass over checkpoints reads: a pass has a meter of its own. Safe for use by several threads. */
public final class ReadMeter {
    private final LongAdder directories = new LongAdder();
    private final LongAdder files = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /** Directories listed. */
    public long directoriesListed() {
        return directories.sum();
    }

    /** Files opened; one that was opened twice counts twice. */
    public long filesOpened() {
        return files.sum();
    }

    /** Ranges read: requests, on an object store. */
    public long rangesRead() {
        return reads.sum();
    }

    /** Bytes read, again and again if they were. */
    public long bytesRead() {
        return bytes.sum();
    }

    void listed() {
        directories.increment();
    }

    void opened() {
        files.increment();
    }

    void read(long count) {
        reads.increment();
        bytes.add(count);
    }
}
