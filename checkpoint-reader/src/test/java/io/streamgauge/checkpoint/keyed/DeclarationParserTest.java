package io.streamgauge.checkpoint.keyed;

import io.streamgauge.checkpoint.CheckpointFormatException;
import io.streamgauge.checkpoint.Hostile;
import io.streamgauge.checkpoint.storage.MemorySource;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against what Flink's own backends write. */
class DeclarationParserTest {
    private final TypeSerializer<?> namespace = VoidNamespaceSerializer.INSTANCE;

    @Test
    void readsEveryKindOfState() throws IOException {
        FlinkDeclarations flink = new FlinkDeclarations(StringSerializer.INSTANCE, true)
                .keyed("value", StateDescriptor.Type.VALUE, namespace, LongSerializer.INSTANCE)
                .keyed("list", StateDescriptor.Type.LIST, namespace, new ListSerializer<>(StringSerializer.INSTANCE))
                .keyed(
                        "map",
                        StateDescriptor.Type.MAP,
                        namespace,
                        new MapSerializer<>(IntSerializer.INSTANCE, StringSerializer.INSTANCE))
                .keyed("reducing", StateDescriptor.Type.REDUCING, namespace, IntSerializer.INSTANCE)
                .keyed(
                        "window-contents",
                        StateDescriptor.Type.AGGREGATING,
                        new TimeWindow.Serializer(),
                        LongSerializer.INSTANCE)
                .asynchronous("v2", LongSerializer.INSTANCE)
                .asynchronousMap("v2map", StringSerializer.INSTANCE, LongSerializer.INSTANCE)
                .timers("_timer_state/event_user-timers", StringSerializer.INSTANCE);

        BackendDeclarations read = keyed(flink.keyedBytes());

        assertThat(read.problem()).isNull();
        assertThat(read.compressed()).isTrue();
        assertThat(read.key()).isNotNull();
        assertThat(read.states())
                .extracting(StateDeclaration::name)
                .containsExactly(
                        "value",
                        "list",
                        "map",
                        "reducing",
                        "window-contents",
                        "v2",
                        "v2map",
                        "_timer_state/event_user-timers");
        assertThat(read.states())
                .extracting(StateDeclaration::kind)
                .containsExactly(
                        StateKind.VALUE,
                        StateKind.LIST,
                        StateKind.MAP,
                        StateKind.REDUCING,
                        StateKind.AGGREGATING,
                        StateKind.VALUE,
                        StateKind.MAP,
                        StateKind.TIMERS);
        assertThat(read.states()).allMatch(StateDeclaration::understood);
        assertThat(read.states()).extracting(StateDeclaration::ttl).containsOnly(TtlUse.OFF);
        assertThat(read.states().stream().map(StateDeclaration::v2))
                .containsExactly(false, false, false, false, false, true, true, false);
        assertThat(names(read.states().get(2).userKey(), read.states().get(6).userKey()))
                .containsExactly("Int", "String");
        assertThat(names(read.states().get(0).namespace(), read.states().get(4).namespace()))
                .containsExactly("VoidNamespace", "TimeWindow");
    }

    @Test
    void readsEverySerializerOfFlinkAndItsLength() throws IOException {
        for (TypeSerializer<?> serializer : FlinkDeclarations.serializers()) {
            BackendDeclarations read = keyed(new FlinkDeclarations(serializer, false)
                    .keyed("s", StateDescriptor.Type.VALUE, namespace, serializer)
                    .keyed("t", StateDescriptor.Type.VALUE, namespace, IntSerializer.INSTANCE)
                    .keyedBytes());

            assertThat(read.problem()).as("%s", serializer).isNull();
            assertThat(read.states()).as("%s", serializer).allMatch(StateDeclaration::understood);
            SerializerDeclaration value =
                    Objects.requireNonNull(read.states().get(0).value());
            if (value.lengthBytes().isPresent()) {
                assertThat(value.lengthBytes()).as("%s", serializer).isEqualTo(OptionalInt.of(serializer.getLength()));
            }
        }
    }

    @Test
    void findsTtlWhereverFlinkPutsIt() throws IOException {
        TypeSerializer<?> ttl = FlinkDeclarations.ttl(LongSerializer.INSTANCE);
        FlinkDeclarations flink = new FlinkDeclarations(StringSerializer.INSTANCE, false)
                .keyed("value", StateDescriptor.Type.VALUE, namespace, ttl)
                .keyed("list", StateDescriptor.Type.LIST, namespace, new ListSerializer<>(ttl))
                .keyed("map", StateDescriptor.Type.MAP, namespace, new MapSerializer<>(StringSerializer.INSTANCE, ttl))
                .keyed("aware", StateDescriptor.Type.VALUE, namespace, FlinkDeclarations.ttlAware(ttl))
                .keyed(
                        "aware list",
                        StateDescriptor.Type.LIST,
                        namespace,
                        FlinkDeclarations.ttlAware(new ListSerializer<>(ttl)))
                .keyed(
                        "foreign key",
                        StateDescriptor.Type.MAP,
                        namespace,
                        new MapSerializer<>(new ForeignSerializer(20), ttl))
                .keyed(
                        "foreign value",
                        StateDescriptor.Type.VALUE,
                        namespace,
                        FlinkDeclarations.ttl(new ForeignSerializer(300)))
                .keyed(
                        "aware without",
                        StateDescriptor.Type.VALUE,
                        namespace,
                        FlinkDeclarations.ttlAware(LongSerializer.INSTANCE))
                .keyed("foreign without", StateDescriptor.Type.VALUE, namespace, new ForeignSerializer(5));

        BackendDeclarations read = keyed(flink.keyedBytes());

        assertThat(read.problem()).isNull();
        assertThat(read.states().subList(0, 7))
                .extracting(StateDeclaration::ttl)
                .containsOnly(TtlUse.ON);
        assertThat(read.states().subList(7, 9))
                .extracting(StateDeclaration::ttl)
                .containsOnly(TtlUse.OFF);
    }

    @Test
    void stepsOverSerializersThatAreNotFlinks() throws IOException {
        for (int length : List.of(0, 1, 2, 100, 3_000, 20_000)) {
            ForeignSerializer foreign = new ForeignSerializer(length);
            FlinkDeclarations flink = new FlinkDeclarations(foreign, false)
                    .keyed("first", StateDescriptor.Type.VALUE, namespace, foreign)
                    .keyed(
                            "second",
                            StateDescriptor.Type.MAP,
                            namespace,
                            new MapSerializer<>(StringSerializer.INSTANCE, foreign))
                    .keyed("third", StateDescriptor.Type.LIST, namespace, new ListSerializer<>(foreign))
                    .timers("_timer_state/event_x", foreign);

            BackendDeclarations read = keyed(flink.keyedBytes());

            assertThat(read.problem()).isNull();
            assertThat(read.declared()).isEqualTo(4);
            assertThat(read.states())
                    .extracting(StateDeclaration::name)
                    .containsExactly("first", "second", "third", "_timer_state/event_x");
            assertThat(read.states())
                    .extracting(StateDeclaration::kind)
                    .containsExactly(StateKind.VALUE, StateKind.MAP, StateKind.LIST, StateKind.TIMERS);
            assertThat(read.states()).noneMatch(StateDeclaration::understood);
        }
    }

    @Test
    void leavesOutWhatDoesNotFit() throws IOException {
        byte[] bytes = new FlinkDeclarations(StringSerializer.INSTANCE, false)
                .keyed("sure", StateDescriptor.Type.VALUE, namespace, LongSerializer.INSTANCE)
                .keyed("foreign", StateDescriptor.Type.VALUE, namespace, new ForeignSerializer(10))
                .keyed("after", StateDescriptor.Type.VALUE, namespace, LongSerializer.INSTANCE)
                .keyedBytes();

        BackendDeclarations read = keyed(Arrays.copyOf(bytes, bytes.length + 3));

        assertThat(read.declared()).isEqualTo(3);
        assertThat(read.states()).extracting(StateDeclaration::name).containsExactly("sure");
        assertThat(read.problem()).contains("found 3 bytes after the declarations");
        assertThat(read.end()).isEmpty();
    }

    @Test
    void readsOperatorState() throws IOException {
        FlinkDeclarations flink = new FlinkDeclarations(StringSerializer.INSTANCE, true)
                .operatorList("offsets", LongSerializer.INSTANCE)
                .operatorList("foreign", new ForeignSerializer(30))
                .broadcast("rules", StringSerializer.INSTANCE, new ForeignSerializer(9));
        byte[] bytes = flink.operatorBytes();

        BackendDeclarations read = DeclarationParser.operator(
                new MemorySource("op", bytes), bytes.length, Set.of("offsets", "foreign", "rules"));

        assertThat(read.problem()).isNull();
        assertThat(read.states()).extracting(StateDeclaration::name).containsExactly("offsets", "foreign", "rules");
        assertThat(read.states())
                .extracting(StateDeclaration::kind)
                .containsExactly(StateKind.OPERATOR_LIST, StateKind.OPERATOR_LIST, StateKind.BROADCAST);
    }

    @Test
    void refusesOtherVersions() {
        assertThatThrownBy(() -> keyed(new byte[] {0, 0, 0, 5, 0}))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessage("meta at byte 0: found version 5 of the declarations of keyed state, expected 6,"
                        + " as Flink writes it since 1.8");
    }

    @Test
    void survivesDamage() throws Exception {
        TypeSerializer<?> ttl = FlinkDeclarations.ttl(LongSerializer.INSTANCE);
        byte[] sample = new FlinkDeclarations(StringSerializer.INSTANCE, false)
                .keyed("list", StateDescriptor.Type.LIST, namespace, new ListSerializer<>(ttl))
                .keyed("foreign", StateDescriptor.Type.VALUE, namespace, new ForeignSerializer(40))
                .timers("timers", StringSerializer.INSTANCE)
                .keyedBytes();

        assertThat(Hostile.truncations(sample, bytes -> assertThat(keyed(bytes).problem())
                                .isNotNull())
                        .refused())
                .isPositive();
        Hostile.bitFlips(sample, DeclarationParserTest::keyed);
        Hostile.hugeNumbers(sample, DeclarationParserTest::keyed);
    }

    private static BackendDeclarations keyed(byte[] bytes) throws IOException {
        return DeclarationParser.keyed(new MemorySource("meta", bytes), bytes.length, Set.of());
    }

    private static List<String> names(@Nullable SerializerDeclaration... serializers) {
        return Arrays.stream(serializers)
                .map(s -> s == null ? "none" : s.shortName())
                .toList();
    }
}
