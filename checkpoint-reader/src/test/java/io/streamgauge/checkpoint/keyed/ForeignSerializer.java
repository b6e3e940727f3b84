package io.streamgauge.checkpoint.keyed;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A serializer as users write them: its snapshot writes bytes that mean nothing to others. */
final class ForeignSerializer extends TypeSerializerSingleton<Object> {
    private static final long serialVersionUID = 1L;

    private final int snapshotBytes;

    ForeignSerializer(int snapshotBytes) {
        this.snapshotBytes = snapshotBytes;
    }

    @Override
    public TypeSerializerSnapshot<Object> snapshotConfiguration() {
        return new Snapshot(snapshotBytes);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public Object createInstance() {
        return "";
    }

    @Override
    public Object copy(Object from) {
        return from;
    }

    @Override
    public Object copy(Object from, Object reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(Object value, DataOutputView target) throws IOException {
        target.writeUTF(value.toString());
    }

    @Override
    public Object deserialize(DataInputView source) throws IOException {
        return source.readUTF();
    }

    @Override
    public Object deserialize(Object reuse, DataInputView source) throws IOException {
        return source.readUTF();
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.writeUTF(source.readUTF());
    }

    /** Bytes with what looks like text and numbers in them. */
    static final class Snapshot implements TypeSerializerSnapshot<Object> {
        private final int bytes;

        Snapshot(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public int getCurrentVersion() {
            return 1;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            for (int i = 0; i < bytes; i++) {
                out.writeByte(i % 7 == 0 ? 0 : i % 13);
            }
        }

        @Override
        public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
            in.skipBytesToRead(bytes);
        }

        @Override
        public TypeSerializer<Object> restoreSerializer() {
            return new ForeignSerializer(bytes);
        }

        @Override
        public TypeSerializerSchemaCompatibility<Object> resolveSchemaCompatibility(
                TypeSerializerSnapshot<Object> old) {
            return TypeSerializerSchemaCompatibility.compatibleAsIs();
        }
    }
}
