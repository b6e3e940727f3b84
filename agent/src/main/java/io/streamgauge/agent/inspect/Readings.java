package io.streamgauge.agent.inspect;

import io.streamgauge.agent.inspect.part.Reading;
import io.streamgauge.agent.inspect.part.Selection;
import io.streamgauge.checkpoint.CheckpointReader;
import io.streamgauge.checkpoint.location.LocatedCheckpoint;
import io.streamgauge.checkpoint.read.ReadProgress;
import io.streamgauge.checkpoint.read.ReadRequest;
import io.streamgauge.checkpoint.read.ReadRequest.StateName;
import io.streamgauge.checkpoint.read.ReaderSettings;
import io.streamgauge.checkpoint.read.SeenFiles;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.report.Depth;
import io.streamgauge.checkpoint.report.OperatorReport;
import io.streamgauge.checkpoint.report.ReadCost;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.storage.LocalStorage;
import io.streamgauge.checkpoint.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads checkpoints; of several what they share once. One thread. */
final class Readings {
    private static final Pattern JOB_ID = Pattern.compile("[0-9a-f]{32}");
    private static final int REMEMBERED_FILES = 1_000_000;
    private static final long REMEMBERED_BYTES = 256L << 20;

    private final List<Path> localRoots;
    private final RemoteStorage remote;
    private final ReaderSettings settings;
    private final byte[] secret;
    private final Depth depth;
    private final int keyGroupsOf128;
    private final ReadProgress progress;
    private final SeenFiles seen = new SeenFiles(REMEMBERED_FILES, REMEMBERED_BYTES);

    /** @param extraRoots directories that checkpoints may name files in, besides those where Flink puts them */
    Readings(
            List<String> extraRoots,
            RemoteStorage remote,
            UUID secret,
            Depth depth,
            int keyGroupsOf128,
            ReadProgress progress) {
        ReaderSettings usual = ReaderSettings.defaults();
        this.localRoots = extraRoots.stream()
                .filter(root -> !RemoteStorage.has(root))
                .map(Path::of)
                .toList();
        this.remote = remote;
        this.settings = new ReaderSettings(
                extraRoots,
                usual.indexBytes(),
                usual.indexShare(),
                usual.readaheadBytes(),
                usual.mostSampledKeys(),
                usual.heaviestKeys(),
                usual.timeBuckets());
        this.secret = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(secret.getMostSignificantBits())
                .putLong(secret.getLeastSignificantBits())
                .array();
        this.depth = depth;
        this.keyGroupsOf128 = keyGroupsOf128;
        this.progress = progress;
    }

    /** Reads what is selected to the depth asked for, and sizes of all else. */
    Reading read(LocatedCheckpoint located, Selection selection) throws IOException {
        CheckpointReader reader = new CheckpointReader(storage(located), settings, secret);
        if (selection.isAll() || depth == Depth.SIZES) {
            ReadRequest request = new ReadRequest(depth, keyGroupsOf128, null, progress);
            return new Reading(located, reader.read(located.directory(), request, seen));
        }
        CheckpointReport report = reader.read(located.directory(), ReadRequest.sizes(), seen);
        for (StateName wanted : selection.of(report)) {
            ReadRequest request = new ReadRequest(depth, keyGroupsOf128, wanted, progress);
            report = withState(report, reader.read(located.directory(), request, seen), wanted);
        }
        return new Reading(located, report);
    }

    private Storage storage(LocatedCheckpoint located) {
        if (RemoteStorage.has(located.directory())) {
            return remote.storage();
        }
        Path directory = Path.of(located.directory());
        Path root = directory;
        Path job = directory.getParent();
        if (job != null && directory.getFileName().toString().startsWith("chk-")) {
            root = job;
            if (JOB_ID.matcher(String.valueOf(job.getFileName())).matches() && job.getParent() != null) {
                // A job that claimed a checkpoint goes on using files of the job that made it.
                root = job.getParent();
            }
        }
        List<Path> roots = new ArrayList<>(localRoots);
        roots.add(root);
        return new LocalStorage(roots);
    }

    /** A report with one state of another of the same checkpoint, which was read deeper. */
    private CheckpointReport withState(CheckpointReport report, CheckpointReport deeper, StateName wanted) {
        List<OperatorReport> operators = new ArrayList<>();
        for (int i = 0; i < report.operators().size(); i++) {
            OperatorReport operator = report.operators().get(i);
            boolean here = operator.id().equals(wanted.operatorId());
            operators.add(here ? withState(operator, deeper, wanted) : operator);
        }
        ReadCost first = report.cost();
        ReadCost second = deeper.cost();
        return new CheckpointReport(
                report.checkpoint(),
                depth,
                operators,
                report.notRead(),
                new ReadCost(
                        first.files() + second.files(),
                        first.bytes() + second.bytes(),
                        first.knownFiles(),
                        first.took().plus(second.took())));
    }

    private static OperatorReport withState(OperatorReport operator, CheckpointReport deeper, StateName wanted) {
        List<StateReport> states = new ArrayList<>(operator.states());
        deeper.operators().stream()
                .filter(candidate -> candidate.id().equals(wanted.operatorId()))
                .flatMap(candidate -> candidate.states().stream())
                .filter(candidate -> candidate.name().equals(wanted.state()))
                .forEach(read -> states.replaceAll(state -> state.name().equals(wanted.state()) ? read : state));
        return new OperatorReport(
                operator.id(),
                operator.uid(),
                operator.name(),
                operator.parallelism(),
                operator.maxParallelism(),
                operator.finishedSubtasks(),
                operator.inFlightBytes(),
                operator.coordinatorBytes(),
                operator.changelogBytes(),
                operator.otherBytes(),
                operator.undivided(),
                states,
                operator.notRead());
    }
}
