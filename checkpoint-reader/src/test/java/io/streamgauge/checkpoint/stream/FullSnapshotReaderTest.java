package io.streamgauge.checkpoint.stream;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.Hostile;
import io.streamgauge.checkpoint.keyed.BackendDeclarations;
import io.streamgauge.checkpoint.keyed.DeclarationParser;
import io.streamgauge.checkpoint.keyed.StateDeclaration;
import io.streamgauge.checkpoint.storage.MemorySource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against what Flink's own writer of full snapshots writes. */
class FullSnapshotReaderTest {

    @Property(tries = 60)
    void readsEveryEntryThatFlinkWrote(@ForAll long seed, @ForAll boolean compressed) throws Exception {
        FlinkSnapshot snapshot = FlinkSnapshot.random(new Random(seed), compressed);
        MemorySource stream = new MemorySource("stream", snapshot.bytes());
        KeyGroupExtents extents = snapshot.extents(stream);

        BackendDeclarations declarations = DeclarationParser.keyed(stream, extents.declarationsEnd(), Set.of());
        List<String> read = new ArrayList<>();
        readAll(stream, extents, compressed, declarations.declared(), read);

        assertThat(declarations.compressed()).isEqualTo(compressed);
        assertThat(declarations.states()).extracting(StateDeclaration::name).isEqualTo(snapshot.stateNames());
        assertThat(read).isEqualTo(snapshot.entries());
    }

    @Test
    void readsEntriesLargerThanTheBuffer() throws Exception {
        for (boolean compressed : new boolean[] {false, true}) {
            FlinkSnapshot snapshot = FlinkSnapshot.ofSizes(new int[] {10, 300_000, 20, 1_000_000, 0}, compressed);
            MemorySource stream = new MemorySource("stream", snapshot.bytes());
            List<String> read = new ArrayList<>();
            readAll(stream, snapshot.extents(stream), compressed, 1, read);
            assertThat(read).isEqualTo(snapshot.entries());
        }
    }

    @Test
    void sizesOfKeyGroupsAddUpToTheStream() throws Exception {
        FlinkSnapshot snapshot = FlinkSnapshot.random(new Random(3), false);
        MemorySource stream = new MemorySource("stream", snapshot.bytes());
        KeyGroupExtents extents = snapshot.extents(stream);

        long sum = extents.declarationsEnd();
        for (int i = 0; i < extents.count(); i++) {
            sum += extents.bytes(extents.first() + i);
        }

        assertThat(sum).isEqualTo(stream.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsFullFromHeap(boolean compressed) throws Exception {
        for (int first : new int[] {0, 5}) {
            for (int count : new int[] {1, 3}) {
                FlinkSnapshot full = FlinkSnapshot.inKeyGroups(first, count, compressed);
                MemorySource stream = new MemorySource("stream", full.bytes());
                assertThat(FullSnapshotReader.formatOf(stream, full.extents(stream), compressed, 1))
                        .isEqualTo(SnapshotFormat.FULL);

                FlinkSnapshot heap = FlinkSnapshot.heap(first, count);
                MemorySource heapStream = new MemorySource("heap", heap.bytes());
                assertThat(FullSnapshotReader.formatOf(heapStream, heap.extents(heapStream), compressed, 1))
                        .isEqualTo(SnapshotFormat.HEAP);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void survivesDamage(boolean compressed) throws Exception {
        FlinkSnapshot snapshot = FlinkSnapshot.ofSizes(new int[] {3, 40, 0, 7}, compressed);
        int start = (int) snapshot.offsets()[0];
        byte[] entries = java.util.Arrays.copyOfRange(snapshot.bytes(), start - 1, snapshot.bytes().length);
        Hostile.Parser parser = bytes -> {
            MemorySource stream = new MemorySource("stream", bytes);
            readAll(stream, new KeyGroupExtents(stream, 7, 1, i -> 1), compressed, 1, new ArrayList<>());
        };

        parser.parse(entries);
        Hostile truncations = Hostile.truncations(entries, parser);
        // Of nothing, or of nothing but the byte before: an empty key group.
        assertThat(truncations.accepted()).isLessThanOrEqualTo(1);
        Hostile flips = Hostile.bitFlips(entries, parser);
        Hostile.hugeNumbers(entries, parser);
        if (compressed) {
            // Only the identifier and the byte before the key group are under no checksum.
            assertThat(flips.accepted()).isLessThanOrEqualTo(8 * 11);
        }
    }

    @Test
    void refusesOffsetsThatDoNotAscend() {
        MemorySource stream = new MemorySource("stream", new byte[100]);
        assertThatThrownBy(() -> new KeyGroupExtents(stream, 0, 2, i -> i == 0 ? 50 : 20))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessage("stream at byte 50: found the offset of key group 0, expected 0 to 20");
    }

    private static void readAll(
            MemorySource stream, KeyGroupExtents extents, boolean compressed, int states, List<String> entries)
            throws IOException {
        FullSnapshotReader reader = new FullSnapshotReader(stream, extents, compressed, states);
        for (int i = 0; i < extents.count(); i++) {
            reader.read(
                    extents.first() + i,
                    (group, state, buffer, key, keyLength, value, valueLength) ->
                            entries.add(FlinkSnapshot.entry(group, state, buffer, key, keyLength, value, valueLength)));
        }
    }
}
