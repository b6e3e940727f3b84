package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.draft.StateTable;
import io.streamgauge.checkpoint.key.KeyGroupPrefix;
import io.streamgauge.checkpoint.key.TimerKey;
import io.streamgauge.checkpoint.sst.KeyRange;
import io.streamgauge.checkpoint.sst.LiveEntry;
import io.streamgauge.checkpoint.sst.LiveScan;
import io.streamgauge.checkpoint.sst.TableFile;
import io.streamgauge.checkpoint.sst.manifest.ManifestFile;
import io.streamgauge.checkpoint.storage.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Shows the live entries of a state in one subtask, from its table files. One thread. */
final class TableScan {
    private static final byte DELIMITER = ',';

    private final CheckpointFiles files;
    private final KeyGroupPrefix prefix;
    private final int readaheadBytes;
    private byte[] joined = new byte[256];

    TableScan(CheckpointFiles files, KeyGroupPrefix prefix, int readaheadBytes) {
        this.files = files;
        this.prefix = prefix;
        this.readaheadBytes = readaheadBytes;
    }

    /** Sees entries. */
    @FunctionalInterface
    interface EntrySink {
        /** Sees one; the arrays belong to the scan. Key from index 0 on; lists joined by commas from so many parts. */
        void entry(byte[] key, int keyLength, byte[] value, int valueStart, int valueLength, int parts);
    }

    /** When a timer is due; absent for a key that is too short for one. */
    static OptionalLong due(KeyGroupPrefix prefix, byte[] key, int keyLength) {
        return new TimerKey(prefix).timestampMillis(key, keyLength);
    }

    /**
     * Scans key groups from one to before another.
     *
     * @param tables of one state and subtask, all of them; those without keys of the groups are not opened
     */
    void scan(int fromGroup, int toGroup, List<StateTable> tables, EntrySink sink) throws IOException {
        List<ByteSource> open = new ArrayList<>();
        try {
            List<LiveScan.Source> sources = new ArrayList<>();
            for (StateTable table : tables) {
                if (mayHaveAny(table, fromGroup, toGroup)) {
                    ByteSource source = files.open(table.handle());
                    open.add(source);
                    sources.add(source(table, TableFile.open(source)));
                }
            }
            boolean toEnd = toGroup > (prefix.bytes() == 1 ? 0xff : 0xffff);
            KeyRange range = KeyRange.of(prefix.start(fromGroup), toEnd ? null : prefix.start(toGroup));
            LiveScan.scan(sources, range, readaheadBytes, entry -> show(entry, sink));
        } finally {
            for (ByteSource source : open) {
                source.close();
            }
        }
    }

    private boolean mayHaveAny(StateTable table, int fromGroup, int toGroup) {
        ManifestFile file = table.manifestFile();
        if (file == null) {
            return true;
        }
        int last = file.lastKeyGroup(prefix);
        return file.firstKeyGroup(prefix) < toGroup && (last < 0 || last >= fromGroup);
    }

    private static LiveScan.Source source(StateTable table, TableFile file) {
        ManifestFile known = table.manifestFile();
        if (known == null) {
            return new LiveScan.Source(file, KeyRange.all());
        }
        OptionalLong sequence = known.largestSequence();
        boolean missing = !file.knowsSequences() && sequence.isPresent();
        return new LiveScan.Source(missing ? file.withSequence(sequence.getAsLong()) : file, known.bounds());
    }

    private void show(LiveEntry entry, EntrySink sink) {
        if (entry.parts() == 1) {
            sink.entry(entry.key(), entry.keyLength(), entry.bytes(), entry.partStart(0), entry.partLength(0), 1);
            return;
        }
        int length = Math.addExact(entry.valueBytes(), entry.parts() - 1);
        if (joined.length < length) {
            joined = new byte[Math.max(length, 2 * joined.length)];
        }
        int at = 0;
        for (int part = 0; part < entry.parts(); part++) {
            if (part > 0) {
                joined[at++] = DELIMITER;
            }
            System.arraycopy(entry.bytes(), entry.partStart(part), joined, at, entry.partLength(part));
            at += entry.partLength(part);
        }
        sink.entry(entry.key(), entry.keyLength(), joined, 0, length, entry.parts());
    }
}
