package io.streamgauge.checkpoint;

import io.streamgauge.checkpoint.key.SaltedHash;
import io.streamgauge.checkpoint.read.CheckpointPass;
import io.streamgauge.checkpoint.read.ReadRequest;
import io.streamgauge.checkpoint.read.ReaderSettings;
import io.streamgauge.checkpoint.read.SeenFiles;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.storage.Storage;
import java.io.IOException;

/**
 * Reads what is in Flink's checkpoints and savepoints, per state, without Flink and without the job's classes. Safe for use by several
 * threads; each reading is on the thread that asks.
 */
public final class CheckpointReader {
    private final Storage storage;
    private final ReaderSettings settings;
    private final SaltedHash hash;

    /**
     * A reader for one storage.
     *
     * @param secret 16 bytes that nobody guesses: keys of the same secret have the same hashes, so that reports can be compared
     */
    public CheckpointReader(Storage storage, ReaderSettings settings, byte[] secret) {
        this.storage = storage;
        this.settings = settings;
        this.hash = new SaltedHash(secret);
    }

    /**
     * Reads one checkpoint or savepoint. What cannot be read is told in the report, with the reason; only {@code _metadata} must be sound.
     *
     * @param directory of {@code _metadata}, as the storage takes it
     * @param seen what earlier readings learnt, and this one adds to; pass a new one to remember nothing
     * @throws SupersededException if the checkpoint is gone, before or while it is read
     * @throws StorageUnavailableException if the storage does not answer, or stops answering while it is read
     * @throws CheckpointFormatException if {@code _metadata} is damaged, or of a format that is not known
     * @throws java.util.concurrent.CancellationException if the request's progress says so
     * @throws java.nio.file.InvalidPathException if the directory is not absolute or has {@code ..} in it
     * @throws IOException if {@code _metadata} cannot be read
     */
    public CheckpointReport read(String directory, ReadRequest request, SeenFiles seen) throws IOException {
        return CheckpointPass.read(storage, directory, settings, request, hash, seen);
    }
}
