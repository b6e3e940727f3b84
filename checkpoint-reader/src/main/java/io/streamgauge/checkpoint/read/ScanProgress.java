package io.streamgauge.checkpoint.read;

import java.util.concurrent.CancellationException;

/** Tells now and then how far the reading of data is. One thread. */
final class ScanProgress {
    private static final int EVERY_ENTRIES = 4096;

    private final ReadProgress progress;
    private final CheckpointFiles files;
    private final long startBytes;
    private final long totalBytes;
    private int entries;

    /** @param totalBytes of the data to read, about */
    ScanProgress(ReadProgress progress, CheckpointFiles files, long totalBytes) {
        this.progress = progress;
        this.files = files;
        this.startBytes = files.bytesRead();
        this.totalBytes = totalBytes;
    }

    void entry() {
        if (entries++ % EVERY_ENTRIES == 0) {
            tell();
        }
    }

    /** @throws CancellationException if whoever follows wants no more */
    void tell() {
        long done = Math.min(totalBytes, files.bytesRead() - startBytes);
        if (!progress.advanced(done, totalBytes)) {
            throw new CancellationException("reading was stopped after " + done + " of " + totalBytes + " bytes");
        }
    }
}
