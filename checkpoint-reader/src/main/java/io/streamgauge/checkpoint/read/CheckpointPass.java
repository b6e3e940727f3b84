package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.SupersededException;
import io.streamgauge.checkpoint.draft.OperatorDraft;
import io.streamgauge.checkpoint.draft.StateDraft;
import io.streamgauge.checkpoint.draft.StreamBackend;
import io.streamgauge.checkpoint.key.SaltedHash;
import io.streamgauge.checkpoint.metadata.CheckpointMetadata;
import io.streamgauge.checkpoint.metadata.MetadataParser;
import io.streamgauge.checkpoint.metadata.OperatorMetadata;
import io.streamgauge.checkpoint.report.CheckpointIdentity;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.Depth;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.ReadCost;
import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.ConfinedStorage;
import io.streamgauge.checkpoint.storage.MeteredStorage;
import io.streamgauge.checkpoint.storage.ReadMeter;
import io.streamgauge.checkpoint.storage.ReferencePolicy;
import io.streamgauge.checkpoint.storage.Storage;
import io.streamgauge.checkpoint.storage.StoragePath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One reading of one checkpoint, from {@code _metadata} to the report. One thread. */
public final class CheckpointPass {
    private static final Pattern JOB_ID = Pattern.compile("[0-9a-f]{32}");

    private final ReaderSettings settings;
    private final ReadRequest request;
    private final SaltedHash hash;
    private final CheckpointFiles files;
    private final String directory;
    private final CheckpointMetadata metadata;

    private CheckpointPass(
            ReaderSettings settings,
            ReadRequest request,
            SaltedHash hash,
            CheckpointFiles files,
            String directory,
            CheckpointMetadata metadata) {
        this.settings = settings;
        this.request = request;
        this.hash = hash;
        this.files = files;
        this.directory = directory;
        this.metadata = metadata;
    }

    /**
     * Reads a checkpoint.
     *
     * @param directory of {@code _metadata}
     * @throws SupersededException if it is gone, before or while it is read
     * @throws io.streamgauge.checkpoint.CheckpointFormatException if {@code _metadata} is damaged; what else is damaged is told in the report
     * @throws java.util.concurrent.CancellationException if the request's progress says so
     */
    public static CheckpointReport read(
            Storage storage,
            String directory,
            ReaderSettings settings,
            ReadRequest request,
            SaltedHash hash,
            SeenFiles seen)
            throws IOException {
        long start = System.nanoTime();
        String path = StoragePath.parse(directory).toString();
        ReadMeter meter = new ReadMeter();
        Storage confined = new ConfinedStorage(
                new MeteredStorage(storage, meter), ReferencePolicy.of(path, settings.extraRoots()));
        try (ByteSource source = openMetadata(confined, path);
                CheckpointFiles files = new CheckpointFiles(confined, path, source, seen, meter)) {
            CheckpointPass pass = new CheckpointPass(settings, request, hash, files, path, parse(source, path));
            List<OperatorReport> operators = pass.operators();
            ReadCost cost = new ReadCost(
                    (int) Math.min(Integer.MAX_VALUE, files.filesOpened()),
                    files.bytesRead(),
                    files.known(),
                    Duration.ofNanos(System.nanoTime() - start));
            return new CheckpointReport(pass.identity(), request.depth(), operators, List.of(), cost);
        }
    }

    private static ByteSource openMetadata(Storage storage, String directory) throws IOException {
        try {
            return storage.open(directory + "/_metadata");
        } catch (NoSuchFileException e) {
            throw new SupersededException(directory, e);
        }
    }

    /** On an object store the file that was opened can be gone when it is read. */
    private static CheckpointMetadata parse(ByteSource source, String directory) throws IOException {
        try {
            return MetadataParser.parse(source);
        } catch (NoSuchFileException e) {
            throw new SupersededException(directory, e);
        }
    }

    private CheckpointIdentity identity() {
        StoragePath job = StoragePath.parse(directory).parent();
        @Nullable String jobId = job != null && JOB_ID.matcher(job.name()).matches() ? job.name() : null;
        return new CheckpointIdentity(directory, jobId, metadata.checkpointId(), metadata.version());
    }

    private List<OperatorReport> operators() throws IOException {
        List<OperatorDraft> drafts = new ArrayList<>();
        KeyedDeclarations declarations = new KeyedDeclarations();
        for (OperatorMetadata operator : metadata.operators()) {
            drafts.add(OperatorWalk.walk(files, operator, declarations));
        }
        TableLearning tables = new TableLearning(files);
        long fresh = 0;
        for (OperatorDraft draft : drafts) {
            fresh += tables.learn(draft);
        }
        new IndexLearning(files, settings, fresh).learn(drafts);
        drafts.forEach(TableLearning::giveToStates);
        if (request.depth() != Depth.SIZES) {
            readData(drafts);
        }
        return drafts.stream()
                .map(OperatorDraft::report)
                .sorted(Comparator.comparingLong(OperatorReport::bytes)
                        .reversed()
                        .thenComparing(OperatorReport::id))
                .toList();
    }

    private void readData(List<OperatorDraft> drafts) throws IOException {
        double share = request.depth() == Depth.FULL ? 1 : request.keyGroupsOf128() / 128.0;
        long bytes = 0;
        for (OperatorDraft draft : drafts) {
            bytes += bytesToRead(draft);
        }
        ScanProgress progress = new ScanProgress(request.progress(), files, (long) (bytes * share));
        for (OperatorDraft draft : drafts) {
            new DataScan(files, settings, request, hash, progress, draft).scan();
            progress.tell();
        }
    }

    private long bytesToRead(OperatorDraft draft) {
        long bytes = 0;
        for (StateDraft state : draft.states()) {
            boolean wanted = request.depthOf(draft.metadata().id(), state.name()) != Depth.SIZES;
            bytes += wanted ? state.bytes() : 0;
        }
        for (StreamBackend stream : draft.streams()) {
            bytes += stream.handle().sizeBytes();
        }
        return bytes;
    }
}
