package io.streamgauge.checkpoint.stream;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.keyed.FlinkDeclarations;
import io.streamgauge.checkpoint.storage.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.state.CheckpointStreamWithResultProvider;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.FullSnapshotAsyncWriter;
import org.apache.flink.runtime.state.FullSnapshotResources;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyValueStateIterator;
import org.apache.flink.runtime.state.SnappyStreamCompressionDecorator;
import org.apache.flink.runtime.state.StreamCompressionDecorator;
import org.apache.flink.runtime.state.UncompressedStreamCompressionDecorator;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;

/** A stream that Flink's FullSnapshotAsyncWriter wrote, and the entries that it was given. */
final class FlinkSnapshot {
    private final byte[] bytes;
    private final int first;
    private final long[] offsets;
    private final List<String> entries;
    private final List<String> stateNames;

    private FlinkSnapshot(byte[] bytes, int first, long[] offsets, List<String> entries, List<String> stateNames) {
        this.bytes = bytes;
        this.first = first;
        this.offsets = offsets;
        this.entries = entries;
        this.stateNames = stateNames;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Of the key groups, from the first on. */
    long[] offsets() {
        return offsets;
    }

    List<String> entries() {
        return entries;
    }

    List<String> stateNames() {
        return stateNames;
    }

    private static final class Entry {
        private final int keyGroup;
        private final int state;
        private final byte[] key;
        private final byte[] value;

        Entry(int keyGroup, int state, byte[] key, byte[] value) {
            this.keyGroup = keyGroup;
            this.state = state;
            this.key = key;
            this.value = value;
        }
    }

    static FlinkSnapshot random(Random random, boolean compressed) throws Exception {
        int first = random.nextInt(100);
        int count = 1 + random.nextInt(6);
        int states = 1 + random.nextInt(3);
        List<Entry> entries = new ArrayList<>();
        for (int group = first; group < first + count; group++) {
            for (int state = 0; state < states; state++) {
                // Often none: key groups and states without entries are left out of the stream.
                for (int i = random.nextInt(4) * random.nextInt(20); i > 0; i--) {
                    byte[] value = new byte[random.nextInt(50)];
                    random.nextBytes(value);
                    entries.add(new Entry(group, state, key(group, i, 1 + random.nextInt(20)), value));
                }
            }
        }
        return write(entries, first, count, states, compressed);
    }

    /** In key group 7, of one state, with values of some sizes. */
    static FlinkSnapshot ofSizes(int[] valueSizes, boolean compressed) throws Exception {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < valueSizes.length; i++) {
            byte[] value = new byte[valueSizes[i]];
            new Random(i).nextBytes(value);
            entries.add(new Entry(7, 0, key(7, i, 8), value));
        }
        return write(entries, 7, 1, 1, compressed);
    }

    /** One entry in each. */
    static FlinkSnapshot inKeyGroups(int first, int count, boolean compressed) throws Exception {
        List<Entry> entries = new ArrayList<>();
        for (int group = first; group < first + count; group++) {
            entries.add(new Entry(group, 0, key(group, 1, 8), new byte[5]));
        }
        return write(entries, first, count, 1, compressed);
    }

    /** As HeapSnapshotStrategy lays it out: number of the key group, id of the state, number of entries, entries. */
    static FlinkSnapshot heap(int first, int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(declarations(1, false).keyedBytes());
        long[] offsets = new long[count];
        for (int i = 0; i < count; i++) {
            offsets[i] = out.size();
            out.writeInt(first + i);
            out.writeShort(0);
            out.writeInt(1);
            out.write(new byte[] {0, 3, 'k', 'e', 'y', 0, 0, 0, 0, 0, 0, 0, 1});
        }
        return new FlinkSnapshot(bytes.toByteArray(), first, offsets, List.of(), List.of());
    }

    KeyGroupExtents extents(ByteSource stream) throws CheckpointFormatException {
        return new KeyGroupExtents(stream, first, offsets.length, i -> offsets[i]);
    }

    static String entry(int group, int state, byte[] buffer, int key, int keyLength, int value, int valueLength) {
        return group + " " + state + " " + Arrays.hashCode(Arrays.copyOfRange(buffer, key, key + keyLength)) + " "
                + valueLength + " " + Arrays.hashCode(Arrays.copyOfRange(buffer, value, value + valueLength));
    }

    /** With the key group in front, as RocksDB's keys have it: the highest bit is free. */
    private static byte[] key(int group, int number, int length) {
        byte[] key = new byte[1 + length];
        Arrays.fill(key, (byte) (0x80 | number));
        key[0] = (byte) group;
        return key;
    }

    private static FlinkDeclarations declarations(int states, boolean compressed) {
        FlinkDeclarations declarations = new FlinkDeclarations(StringSerializer.INSTANCE, compressed);
        for (int i = 0; i < states; i++) {
            declarations.keyed(
                    "state " + i,
                    StateDescriptor.Type.VALUE,
                    VoidNamespaceSerializer.INSTANCE,
                    LongSerializer.INSTANCE);
        }
        return declarations;
    }

    private static FlinkSnapshot write(List<Entry> entries, int first, int count, int states, boolean compressed)
            throws Exception {
        List<String> expected = entries.stream()
                .map(e -> entry(e.keyGroup, e.state, join(e), 0, e.key.length, e.key.length, e.value.length))
                .toList();
        FlinkDeclarations declarations = declarations(states, compressed);
        MemCheckpointStreamFactory streams = new MemCheckpointStreamFactory(1 << 26);
        FullSnapshotAsyncWriter<?> writer = new FullSnapshotAsyncWriter<>(
                CheckpointType.FULL_CHECKPOINT,
                () -> CheckpointStreamWithResultProvider.createSimpleStream(CheckpointedStateScope.EXCLUSIVE, streams),
                new Resources(entries, KeyGroupRange.of(first, first + count - 1), declarations, compressed));
        KeyGroupsStateHandle handle =
                (KeyGroupsStateHandle) writer.get(new CloseableRegistry()).getJobManagerOwnedSnapshot();
        long[] offsets = new long[count];
        for (int i = 0; i < count; i++) {
            offsets[i] = handle.getOffsetForKeyGroup(first + i);
        }
        byte[] bytes = handle.asBytesIfInMemory().orElseThrow();
        List<String> names = declarations.snapshots().stream()
                .map(StateMetaInfoSnapshot::getName)
                .toList();
        return new FlinkSnapshot(bytes, first, offsets, expected, names);
    }

    private static byte[] join(Entry entry) {
        byte[] both = Arrays.copyOf(entry.key, entry.key.length + entry.value.length);
        System.arraycopy(entry.value, 0, both, entry.key.length, entry.value.length);
        return both;
    }

    private record Resources(
            List<Entry> entries, KeyGroupRange range, FlinkDeclarations declarations, boolean compressed)
            implements FullSnapshotResources<Object> {
        @Override
        public List<StateMetaInfoSnapshot> getMetaInfoSnapshots() {
            return declarations.snapshots();
        }

        @Override
        public KeyValueStateIterator createKVStateIterator() {
            return new EntryIterator(entries);
        }

        @Override
        public KeyGroupRange getKeyGroupRange() {
            return range;
        }

        @Override
        @SuppressWarnings("unchecked")
        public TypeSerializer<Object> getKeySerializer() {
            return (TypeSerializer<Object>) declarations.key();
        }

        @Override
        public StreamCompressionDecorator getStreamCompressionDecorator() {
            return compressed
                    ? SnappyStreamCompressionDecorator.INSTANCE
                    : UncompressedStreamCompressionDecorator.INSTANCE;
        }

        @Override
        public void release() {}
    }

    private static final class EntryIterator implements KeyValueStateIterator {
        private final List<Entry> entries;
        private int at;

        EntryIterator(List<Entry> entries) {
            this.entries = entries;
        }

        @Override
        public void next() {
            at++;
        }

        @Override
        public int keyGroup() {
            return entries.get(at).keyGroup;
        }

        @Override
        public byte[] key() {
            return entries.get(at).key.clone();
        }

        @Override
        public byte[] value() {
            return entries.get(at).value;
        }

        @Override
        public int kvStateId() {
            return entries.get(at).state;
        }

        @Override
        public boolean isNewKeyValueState() {
            return at > 0 && entries.get(at - 1).state != entries.get(at).state;
        }

        @Override
        public boolean isNewKeyGroup() {
            return at > 0 && entries.get(at - 1).keyGroup != entries.get(at).keyGroup;
        }

        @Override
        public boolean isValid() {
            return at < entries.size();
        }

        @Override
        public void close() {}
    }
}
