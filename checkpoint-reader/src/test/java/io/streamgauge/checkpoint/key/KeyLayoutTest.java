package io.streamgauge.checkpoint.key;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.SerializedCompositeKeyBuilder;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.windowing.windows.GlobalWindow;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Keys that Flink's own builder writes are split as they were put together. */
class KeyLayoutTest {

    private static final KeyGroupPrefix ONE = KeyGroupPrefix.forMaxParallelism(128);
    private static final KeyGroupPrefix TWO = KeyGroupPrefix.forMaxParallelism(129);
    private static final PartSize STRING = PartSize.variable();

    private final KeyParts parts = new KeyParts();

    private static <K, N> byte[] flink(
            K key, TypeSerializer<K> keys, N namespace, TypeSerializer<N> namespaces, KeyGroupPrefix prefix) {
        var builder = new SerializedCompositeKeyBuilder<>(keys, prefix.bytes(), 32);
        builder.setKeyAndKeyGroup(key, 77);
        return builder.buildCompositeKeyNamespace(namespace, namespaces);
    }

    private static <K, N, U> byte[] flinkMap(
            K key,
            TypeSerializer<K> keys,
            N namespace,
            TypeSerializer<N> namespaces,
            U userKey,
            TypeSerializer<U> userKeys)
            throws Exception {
        var builder = new SerializedCompositeKeyBuilder<>(keys, 2, 32);
        builder.setKeyAndKeyGroup(key, 77);
        return builder.buildCompositeKeyNamesSpaceUserKey(namespace, namespaces, userKey, userKeys);
    }

    private static <T> int size(T value, TypeSerializer<T> serializer) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(32);
        serializer.serialize(value, out);
        return out.length();
    }

    @Property(tries = 200)
    void variableKeysWithVoidNamespace(@ForAll @StringLength(max = 300) String key) throws Exception {
        byte[] bytes =
                flink(key, StringSerializer.INSTANCE, VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, ONE);

        assertThat(KeyLayout.of(ONE, STRING, PartSize.oneByteNamespace()).split(bytes, bytes.length, parts))
                .isTrue();
        assertThat(ONE.keyGroup(bytes, bytes.length)).isEqualTo(77);
        assertThat(parts.keyStart()).isEqualTo(1);
        assertThat(parts.keyEnd())
                .isEqualTo(1 + size(key, StringSerializer.INSTANCE))
                .isEqualTo(bytes.length - 1);
        assertThat(parts.namespaceEnd()).isEqualTo(bytes.length);
    }

    @Property(tries = 200)
    void windows(@ForAll String key, @ForAll long start, @ForAll long end) {
        byte[] bytes =
                flink(key, StringSerializer.INSTANCE, new TimeWindow(start, end), new TimeWindow.Serializer(), TWO);

        assertThat(KeyLayout.of(TWO, STRING, PartSize.timeWindow()).split(bytes, bytes.length, parts))
                .isTrue();
        assertThat(TWO.keyGroup(bytes, bytes.length)).isEqualTo(77);
        assertThat(WindowNamespace.isTimeWindow(parts)).isTrue();
        assertThat(WindowNamespace.startMillis(bytes, parts)).isEqualTo(start);
        assertThat(WindowNamespace.endMillis(bytes, parts)).isEqualTo(end);
    }

    /** Both of variable size: Flink writes lengths. Where they may be read in two ways, nothing is claimed. */
    @Property(tries = 500)
    void variableKeysAndNamespaces(
            @ForAll @StringLength(max = 300) String key, @ForAll @StringLength(max = 300) String namespace)
            throws Exception {
        byte[] bytes = flink(key, StringSerializer.INSTANCE, namespace, StringSerializer.INSTANCE, TWO);

        if (KeyLayout.of(TWO, STRING, STRING).split(bytes, bytes.length, parts)) {
            assertThat(parts.keyEnd() - parts.keyStart()).isEqualTo(size(key, StringSerializer.INSTANCE));
            assertThat(parts.namespaceEnd() - parts.namespaceStart())
                    .isEqualTo(size(namespace, StringSerializer.INSTANCE));
        }
    }

    @Test
    void mostVariableKeysAndNamespacesAreTold() {
        int told = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = flink("key-" + i * 31, StringSerializer.INSTANCE, "ns-" + i, StringSerializer.INSTANCE, TWO);
            told += KeyLayout.of(TWO, STRING, STRING).split(bytes, bytes.length, parts) ? 1 : 0;
        }
        assertThat(told).isGreaterThan(950);
    }

    @Test
    void mapsSplitWhereOneSizeIsOpen() throws Exception {
        byte[] bytes = flinkMap(
                42L,
                LongSerializer.INSTANCE,
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                "user",
                StringSerializer.INSTANCE);
        KeyLayout fixedKey = new KeyLayout(TWO, PartSize.fixed(8), PartSize.oneByteNamespace(), STRING);
        assertThat(fixedKey.split(bytes, bytes.length, parts)).isTrue();
        assertThat(parts.keyEnd()).isEqualTo(10);
        assertThat(new String(bytes, parts.userKeyStart() + 1, 4, StandardCharsets.UTF_8))
                .isEqualTo("user");

        byte[] fixedUserKey = flinkMap(
                "key",
                StringSerializer.INSTANCE,
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                7,
                IntSerializer.INSTANCE);
        KeyLayout variableKey = new KeyLayout(TWO, STRING, PartSize.oneByteNamespace(), PartSize.fixed(4));
        assertThat(variableKey.split(fixedUserKey, fixedUserKey.length, parts)).isTrue();
        assertThat(parts.keyEnd() - parts.keyStart()).isEqualTo(size("key", StringSerializer.INSTANCE));
        assertThat(parts.userKeyEnd() - parts.userKeyStart()).isEqualTo(4);
    }

    @Test
    void whatBytesDoNotTellIsUnknown() {
        assertThat(new KeyLayout(TWO, STRING, PartSize.oneByteNamespace(), STRING).canSplit())
                .isFalse();
        assertThat(new KeyLayout(TWO, STRING, STRING, STRING).canSplit()).isFalse();
        assertThat(KeyLayout.of(TWO, PartSize.unknown(), STRING).canSplit()).isFalse();
        assertThat(KeyLayout.of(TWO, STRING, PartSize.unknown()).canSplit()).isFalse();
    }

    @Test
    void keysThatDoNotFitAreRefused() {
        KeyLayout layout = KeyLayout.of(ONE, PartSize.fixed(4), PartSize.oneByteNamespace());
        for (int length : List.of(0, 1, 5, 7, 100)) {
            assertThat(layout.split(new byte[100], length, parts))
                    .as("length %d", length)
                    .isFalse();
        }
        assertThat(layout.split(new byte[100], 6, parts)).isTrue();
        assertThat(KeyLayout.of(ONE, STRING, STRING).split(new byte[] {1, 0}, 2, parts))
                .isFalse();
        assertThat(TWO.keyGroup(new byte[] {1}, 1)).isEqualTo(-1);
    }

    @Test
    void serializersSayWhatTheLayoutRestsOn() {
        assertThat(VoidNamespaceSerializer.INSTANCE.getLength()).isNotNegative();
        assertThat(new TimeWindow.Serializer().getLength()).isNotNegative();
        assertThat(new GlobalWindow.Serializer().getLength()).isNotNegative();
        assertThat(StringSerializer.INSTANCE.getLength()).isNegative();
    }

    @Test
    void prefixesAreAsWideAsFlinkMakesThem() {
        assertThat(KeyGroupPrefix.forMaxParallelism(1).bytes()).isEqualTo(1);
        assertThat(ONE.bytes()).isEqualTo(1);
        assertThat(TWO.bytes()).isEqualTo(2);
        assertThat(TWO.start(0x0102)).containsExactly(1, 2);
        assertThat(ONE.start(128)).containsExactly(0x80);
        assertThatThrownBy(() -> KeyGroupPrefix.forMaxParallelism(40_000)).hasMessageContaining("found 40000");
    }
}
