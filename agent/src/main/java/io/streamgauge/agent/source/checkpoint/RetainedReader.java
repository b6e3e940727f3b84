package io.streamgauge.agent.source.checkpoint;

import io.streamgauge.agent.source.checkpoint.CheckpointSettings.ReadDepth;
import io.streamgauge.checkpoint.CheckpointReader;
import io.streamgauge.checkpoint.SupersededException;
import io.streamgauge.checkpoint.location.CheckpointLocator;
import io.streamgauge.checkpoint.location.LocatedCheckpoint;
import io.streamgauge.checkpoint.read.ReadProgress;
import io.streamgauge.checkpoint.read.ReadRequest;
import io.streamgauge.checkpoint.read.ReaderSettings;
import io.streamgauge.checkpoint.read.SeenFiles;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.Depth;
import io.streamgauge.checkpoint.storage.Storage;
import io.streamgauge.checkpoint.storage.StoragePath;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads a checkpoint, or its successor where Flink keeps only the newest and has deleted it by the time it is read. What
 * was learnt of files is kept from one checkpoint to the next. One thread.
 */
final class RetainedReader {

    private static final int ATTEMPTS = 4;
    private static final int REMEMBERED_FILES = 500_000;
    private static final long REMEMBERED_BYTES = 128L << 20;

    private final CheckpointSettings settings;
    private final CheckpointReader reader;
    private final CheckpointLocator locator;
    private final CheckpointMetrics metrics;
    private final SeenFiles seen = new SeenFiles(REMEMBERED_FILES, REMEMBERED_BYTES);

    /** @param secret 16 bytes that keys are hashed with */
    RetainedReader(Storage storage, CheckpointSettings settings, byte[] secret, CheckpointMetrics metrics) {
        ReaderSettings usual = ReaderSettings.defaults();
        this.settings = settings;
        this.reader = new CheckpointReader(
                storage,
                new ReaderSettings(
                        settings.extraRoots(),
                        usual.indexBytes(),
                        usual.indexShare(),
                        usual.readaheadBytes(),
                        usual.mostSampledKeys(),
                        usual.heaviestKeys(),
                        usual.timeBuckets()),
                secret);
        this.locator = new CheckpointLocator(storage);
        this.metrics = metrics;
    }

    /**
     * Reads it, or a newer one of the same job.
     *
     * @throws SupersededException if it went away without a successor, or its successors did as well
     */
    CheckpointReport read(ToldCheckpoint told, ReadProgress progress) throws IOException {
        Depth depth = settings.depth() == ReadDepth.KEYS ? Depth.KEYS : Depth.SIZES;
        ReadRequest request = new ReadRequest(depth, settings.keyGroups(), null, progress);
        String directory = settings.mapped(told.directory());
        for (int attempt = 1; ; attempt++) {
            try {
                return reader.read(directory, request, seen);
            } catch (SupersededException e) {
                metrics.superseded();
                String successor = attempt == ATTEMPTS ? directory : successor(directory);
                if (successor.equals(directory)) {
                    throw e;
                }
                directory = successor;
            }
        }
    }

    /** The newest complete checkpoint beside it; itself where there is none. */
    private String successor(String directory) throws IOException {
        StoragePath job = StoragePath.parse(directory).parent();
        Optional<LocatedCheckpoint> newest = job == null ? Optional.empty() : locator.newest(job.toString());
        return newest.map(LocatedCheckpoint::directory).orElse(directory);
    }
}
