package io.streamgauge.checkpoint.keyed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.EnumSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.api.java.typeutils.runtime.NullableSerializer;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.RegisteredBroadcastStateBackendMetaInfo;
import org.apache.flink.runtime.state.RegisteredKeyValueStateBackendMetaInfo;
import org.apache.flink.runtime.state.RegisteredOperatorStateBackendMetaInfo;
import org.apache.flink.runtime.state.RegisteredPriorityQueueStateBackendMetaInfo;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.ttl.TtlAwareSerializer;
import org.apache.flink.runtime.state.ttl.TtlStateFactory;
import org.apache.flink.runtime.state.v2.RegisteredKeyAndUserKeyValueStateBackendMetaInfo;
import org.apache.flink.streaming.api.operators.TimerSerializer;
import org.apache.flink.streaming.api.windowing.windows.GlobalWindow;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Declarations of states in Flink's own classes, which write them. */
public final class FlinkDeclarations {
    private final TypeSerializer<?> key;
    private final boolean compressed;
    private final List<StateMetaInfoSnapshot> keyed = new ArrayList<>();
    private final List<StateMetaInfoSnapshot> lists = new ArrayList<>();
    private final List<StateMetaInfoSnapshot> broadcasts = new ArrayList<>();

    public FlinkDeclarations(TypeSerializer<?> key, boolean compressed) {
        this.key = key;
        this.compressed = compressed;
    }

    public FlinkDeclarations keyed(
            String name, StateDescriptor.Type type, TypeSerializer<?> namespace, TypeSerializer<?> value) {
        keyed.add(new RegisteredKeyValueStateBackendMetaInfo<>(type, name, namespace, value).snapshot());
        return this;
    }

    FlinkDeclarations asynchronous(String name, TypeSerializer<?> value) {
        keyed.add(new org.apache.flink.runtime.state.v2.RegisteredKeyValueStateBackendMetaInfo<>(
                        name,
                        org.apache.flink.api.common.state.v2.StateDescriptor.Type.VALUE,
                        VoidNamespaceSerializer.INSTANCE,
                        value)
                .snapshot());
        return this;
    }

    FlinkDeclarations asynchronousMap(String name, TypeSerializer<?> userKey, TypeSerializer<?> value) {
        keyed.add(new RegisteredKeyAndUserKeyValueStateBackendMetaInfo<>(
                        name,
                        org.apache.flink.api.common.state.v2.StateDescriptor.Type.MAP,
                        VoidNamespaceSerializer.INSTANCE,
                        value,
                        userKey)
                .snapshot());
        return this;
    }

    public FlinkDeclarations timers(String name, TypeSerializer<?> timerKey) {
        TypeSerializer<?> timer = new TimerSerializer<>(timerKey, VoidNamespaceSerializer.INSTANCE);
        keyed.add(new RegisteredPriorityQueueStateBackendMetaInfo<>(name, timer).snapshot());
        return this;
    }

    FlinkDeclarations operatorList(String name, TypeSerializer<?> element) {
        lists.add(new RegisteredOperatorStateBackendMetaInfo<>(name, element, OperatorStateHandle.Mode.SPLIT_DISTRIBUTE)
                .snapshot());
        return this;
    }

    FlinkDeclarations broadcast(String name, TypeSerializer<?> mapKey, TypeSerializer<?> value) {
        broadcasts.add(
                new RegisteredBroadcastStateBackendMetaInfo<>(name, OperatorStateHandle.Mode.BROADCAST, mapKey, value)
                        .snapshot());
        return this;
    }

    public TypeSerializer<?> key() {
        return key;
    }

    public List<StateMetaInfoSnapshot> snapshots() {
        return keyed;
    }

    public byte[] keyedBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new KeyedBackendSerializationProxy<>(key, keyed, compressed).write(new DataOutputViewStreamWrapper(bytes));
        return bytes.toByteArray();
    }

    byte[] operatorBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new OperatorBackendSerializationProxy(lists, broadcasts, compressed)
                .write(new DataOutputViewStreamWrapper(bytes));
        return bytes.toByteArray();
    }

    static <T> TypeSerializer<?> ttl(TypeSerializer<T> value) {
        return new TtlStateFactory.TtlSerializer<>(LongSerializer.INSTANCE, value);
    }

    static TypeSerializer<?> ttlAware(TypeSerializer<?> value) {
        return TtlAwareSerializer.wrapTtlAwareSerializer(value);
    }

    /** Of every type of Flink's that a state may have. */
    static List<TypeSerializer<?>> serializers() {
        List<TypeInformation<?>> types = List.of(
                Types.STRING,
                Types.BYTE,
                Types.BOOLEAN,
                Types.SHORT,
                Types.INT,
                Types.LONG,
                Types.FLOAT,
                Types.DOUBLE,
                Types.CHAR,
                Types.BIG_DEC,
                Types.BIG_INT,
                Types.SQL_DATE,
                Types.SQL_TIME,
                Types.SQL_TIMESTAMP,
                Types.LOCAL_DATE,
                Types.LOCAL_TIME,
                Types.LOCAL_DATE_TIME,
                Types.INSTANT,
                Types.VOID,
                Types.VARIANT,
                Types.TUPLE(Types.LONG, Types.INT),
                Types.TUPLE(Types.LONG, Types.STRING),
                Types.ROW(Types.LONG, Types.STRING),
                Types.POJO(Pojo.class),
                Types.GENERIC(BigDecimal.class),
                new GenericTypeInfo<>(Optional.class),
                Types.PRIMITIVE_ARRAY(Types.LONG),
                Types.PRIMITIVE_ARRAY(Types.BYTE),
                Types.OBJECT_ARRAY(Types.STRING),
                Types.OBJECT_ARRAY(Types.POJO(Pojo.class)),
                Types.EITHER(Types.LONG, Types.STRING),
                Types.LIST(Types.STRING),
                Types.MAP(Types.STRING, Types.TUPLE(Types.LONG, Types.POJO(Pojo.class))));
        List<TypeSerializer<?>> serializers = new ArrayList<>();
        types.forEach(type -> serializers.add(type.createSerializer(new SerializerConfigImpl())));
        serializers.add(new EnumSerializer<>(StateKind.class));
        serializers.add(new TimeWindow.Serializer());
        serializers.add(new GlobalWindow.Serializer());
        serializers.add(NullableSerializer.wrap(LongSerializer.INSTANCE, false));
        serializers.add(NullableSerializer.wrap(LongSerializer.INSTANCE, true));
        serializers.add(new TimerSerializer<>(LongSerializer.INSTANCE, new TimeWindow.Serializer()));
        serializers.add(ttl(LongSerializer.INSTANCE));
        ExecutionConfig config = new ExecutionConfig();
        serializers.add(new GenericTypeInfo<>(Object.class).createSerializer(config.getSerializerConfig()));
        return serializers;
    }

    /** A class of a user, with fields. */
    public static class Pojo {
        public String name = "";
        public long count;
        public List<String> words = new ArrayList<>();
    }
}
