package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.draft.OperatorDraft;
import io.streamgauge.checkpoint.draft.StateDraft;
import io.streamgauge.checkpoint.draft.StateTable;
import io.streamgauge.checkpoint.draft.StreamBackend;
import io.streamgauge.checkpoint.draft.TableBackend;
import io.streamgauge.checkpoint.key.SaltedHash;
import io.streamgauge.checkpoint.keyed.BackendDeclarations;
import io.streamgauge.checkpoint.keyed.StateDeclaration;
import io.streamgauge.checkpoint.metadata.KeyGroupRange;
import io.streamgauge.checkpoint.report.Depth;
import io.streamgauge.checkpoint.report.TimeHistogram.Basis;
import io.streamgauge.checkpoint.sample.KeyGroupChoice;
import io.streamgauge.checkpoint.sample.StateLayout;
import io.streamgauge.checkpoint.sample.StateSampler;
import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.stream.FullSnapshotReader;
import io.streamgauge.checkpoint.stream.SnapshotFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data of the states of one operator, of some key groups or all. A state of which something could not be read gets nothing but a
 * note: what is left would not be a sample. One thread.
 */
final class DataScan {
    private final CheckpointFiles files;
    private final ReaderSettings settings;
    private final ReadRequest request;
    private final SaltedHash hash;
    private final ScanProgress progress;
    private final OperatorDraft draft;

    DataScan(
            CheckpointFiles files,
            ReaderSettings settings,
            ReadRequest request,
            SaltedHash hash,
            ScanProgress progress,
            OperatorDraft draft) {
        this.files = files;
        this.settings = settings;
        this.request = request;
        this.hash = hash;
        this.progress = progress;
        this.draft = draft;
    }

    void scan() throws IOException {
        Map<String, StateSampler> inStreams = new HashMap<>();
        for (StateDraft state : draft.states()) {
            Depth depth = request.depthOf(draft.metadata().id(), state.name());
            if (depth == Depth.SIZES || state.declared().kind().isOperatorState()) {
                continue;
            }
            StateLayout layout = state.declared().layout();
            if (layout == null) {
                state.notes().add("keys", "the declaration of the state was not understood");
            } else if (draft.streams().isEmpty()) {
                scanTables(state, sampler(state.name(), layout, depth), depth == Depth.FULL);
            } else {
                // One stream has the key groups of all states: with the same groups of each, few have to be read.
                inStreams.put(state.name(), sampler("", layout, depth));
            }
        }
        if (!inStreams.isEmpty()) {
            scanStreams(inStreams);
        }
    }

    private List<Integer> groups(String state) {
        return KeyGroupChoice.choose(draft.metadata().id(), state, draft.keyGroups(), request.keyGroupsOf128());
    }

    private StateSampler sampler(String state, StateLayout layout, Depth depth) {
        return new StateSampler(
                layout,
                hash,
                new StateSampler.Limits(settings.mostSampledKeys(), settings.heaviestKeys()),
                groups(state),
                draft.keyGroups(),
                depth == Depth.FULL);
    }

    private void scanTables(StateDraft state, StateSampler sampler, boolean full) throws IOException {
        if (draft.tables().stream().anyMatch(TableBackend::hasUnknownTables)) {
            state.notes().add("keys", "there are files of which it is not known which state they are of");
            return;
        }
        TableScan scan = new TableScan(files, draft.prefix(), settings.readaheadBytes());
        TableScan.EntrySink sink = (key, keyLength, value, start, length, parts) -> {
            sampler.entry(key, keyLength, value, start, length, parts);
            progress.entry();
        };
        try {
            for (TableBackend backend : draft.tables()) {
                List<StateTable> tables = backend.tablesOf(state.name());
                KeyGroupRange range = backend.range();
                if (full) {
                    scan.scan(range.start(), range.end(), tables, sink);
                    continue;
                }
                for (int group : groups(state.name())) {
                    if (group >= range.start() && group < range.end()) {
                        scan.scan(group, group + 1, tables, sink);
                    }
                }
            }
        } catch (IOException e) {
            state.notes().add(full ? "data" : "sample of keys", files.why(e));
            return;
        }
        finish(state, sampler, full);
    }

    private void scanStreams(Map<String, StateSampler> samplers) throws IOException {
        boolean full = request.depth() == Depth.FULL;
        String problem = null;
        for (StreamBackend backend : draft.streams()) {
            BackendDeclarations declarations = backend.declarations();
            if (declarations == null || backend.format() == null) {
                problem = "the declarations of its states were not understood";
            } else if (backend.format() == SnapshotFormat.HEAP) {
                problem = "objects of the heap backend cannot be taken apart without the job's classes;"
                        + " sizes per key group are what it allows";
            } else {
                try {
                    scanStream(backend, declarations, samplers, full);
                } catch (IOException e) {
                    problem = files.why(e);
                }
            }
            if (problem != null) {
                break;
            }
        }
        for (StateDraft state : draft.states()) {
            StateSampler sampler = samplers.get(state.name());
            if (sampler != null && problem != null) {
                state.notes().add(full ? "data" : "sample of keys", problem);
            } else if (sampler != null) {
                finish(state, sampler, full);
            }
        }
    }

    private void scanStream(
            StreamBackend backend, BackendDeclarations declarations, Map<String, StateSampler> samplers, boolean full)
            throws IOException {
        @Nullable StateSampler[] byId = new @Nullable StateSampler[declarations.declared()];
        for (StateDeclaration state : declarations.states()) {
            byId[state.id()] = samplers.get(state.name());
        }
        KeyCopy copy = new KeyCopy();
        try (ByteSource source = files.open(backend.handle().stream())) {
            FullSnapshotReader reader = new FullSnapshotReader(
                    source,
                    KeyedWalk.extents(source, backend.handle()),
                    declarations.compressed(),
                    declarations.declared());
            KeyGroupRange range = backend.handle().keyGroups();
            List<Integer> chosen = groups("");
            for (int group = range.start(); group < range.end(); group++) {
                if (full || chosen.contains(group)) {
                    reader.read(group, (keyGroup, id, buffer, keyAt, keyLength, valueAt, valueLength) -> {
                        StateSampler sampler = byId[id];
                        if (sampler != null) {
                            byte[] key = copy.of(buffer, keyAt, keyLength);
                            sampler.entry(key, keyLength, buffer, valueAt, valueLength, 1);
                        }
                        progress.entry();
                    });
                }
            }
        }
    }

    private void finish(StateDraft state, StateSampler sampler, boolean full) {
        sampler.end();
        if (sampler.notSplit() > 0) {
            state.notes()
                    .add(
                            "keys",
                            "the serializers do not tell where in " + sampler.notSplit() + " entries the key ends");
        }
        Basis basis = full ? Basis.COUNTED : Basis.SAMPLED;
        double factor = sampler.factor();
        int buckets = settings.timeBuckets();
        if (state.declared().kind().isTimers() && (full || !state.knowsDueTimes())) {
            state.dueTimes(sampler.times().dueTimes().histogram(basis, factor, buckets));
        }
        state.scanned(new StateDraft.Scanned(
                sampler.sample(),
                full ? sampler.scan() : null,
                sampler.times().lastAccess().histogram(basis, factor, buckets),
                sampler.times().windowEnds().histogram(basis, factor, buckets)));
    }

    /** Keys of a stream lie somewhere in its buffer; what takes them apart wants them at the start. */
    private static final class KeyCopy {
        private byte[] bytes = new byte[64];

        byte[] of(byte[] buffer, int start, int length) {
            if (bytes.length < length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            System.arraycopy(buffer, start, bytes, 0, length);
            return bytes;
        }
    }
}
