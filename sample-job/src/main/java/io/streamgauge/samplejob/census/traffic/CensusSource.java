package io.streamgauge.samplejob.census.traffic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A sequence in order, from one subtask; the others end at once. */
public final class CensusSource implements Source<CensusEvent, CensusSplit, List<CensusSplit>> {

    private static final long serialVersionUID = 1L;

    private final Sequence sequence;
    private final boolean ends;

    /**
     * Reads a sequence.
     *
     * @param ends whether it ends after the last record, rather than stay open without a record
     */
    public CensusSource(Sequence sequence, boolean ends) {
        this.sequence = sequence;
        this.ends = ends;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<CensusEvent, CensusSplit> createReader(SourceReaderContext context) {
        return new CensusReader(sequence, ends);
    }

    @Override
    public SplitEnumerator<CensusSplit, List<CensusSplit>> createEnumerator(
            SplitEnumeratorContext<CensusSplit> context) {
        return new CensusEnumerator(context, List.of(new CensusSplit(0)));
    }

    @Override
    public SplitEnumerator<CensusSplit, List<CensusSplit>> restoreEnumerator(
            SplitEnumeratorContext<CensusSplit> context, List<CensusSplit> left) {
        return new CensusEnumerator(context, left);
    }

    @Override
    public SimpleVersionedSerializer<CensusSplit> getSplitSerializer() {
        return new CensusSplit.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<List<CensusSplit>> getEnumeratorCheckpointSerializer() {
        return new LeftSerializer();
    }

    /** The positions, eight bytes each. */
    private static final class LeftSerializer implements SimpleVersionedSerializer<List<CensusSplit>> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(List<CensusSplit> left) {
            ByteBuffer bytes = ByteBuffer.allocate(left.size() * Long.BYTES);
            left.forEach(split -> bytes.putLong(split.next));
            return bytes.array();
        }

        @Override
        public List<CensusSplit> deserialize(int version, byte[] serialized) throws IOException {
            if (version != 1 || serialized.length % Long.BYTES != 0) {
                throw new IOException("enumerator of the census: found version " + version + " of " + serialized.length
                        + " bytes, expected version 1 of a multiple of " + Long.BYTES);
            }
            ByteBuffer bytes = ByteBuffer.wrap(serialized);
            List<CensusSplit> left = new ArrayList<>();
            while (bytes.hasRemaining()) {
                left.add(new CensusSplit(bytes.getLong()));
            }
            return left;
        }
    }
}
