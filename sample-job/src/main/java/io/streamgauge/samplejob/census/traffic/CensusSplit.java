package io.streamgauge.samplejob.census.traffic;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The whole sequence, from the next record on. */
final class CensusSplit implements SourceSplit {

    /** The index of the next record. */
    final long next;

    CensusSplit(long next) {
        this.next = next;
    }

    @Override
    public String splitId() {
        return "all";
    }

    /** Eight bytes. */
    static final class Serializer implements SimpleVersionedSerializer<CensusSplit> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(CensusSplit split) {
            return ByteBuffer.allocate(Long.BYTES).putLong(split.next).array();
        }

        @Override
        public CensusSplit deserialize(int version, byte[] serialized) throws IOException {
            if (version != 1 || serialized.length != Long.BYTES) {
                throw new IOException("split of the census: found version " + version + " of " + serialized.length
                        + " bytes, expected version 1 of " + Long.BYTES);
            }
            return new CensusSplit(ByteBuffer.wrap(serialized).getLong());
        }
    }
}
