package io.streamgauge.samplejob.census.traffic;

import io.streamgauge.samplejob.census.truth.CensusOptions;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CensusReaderTest {

    private static final Sequence SIX = Sequence.of(CensusOptions.of("--keys", "3", "--visits", "2"));

    private final Emitted emitted = new Emitted();

    @Test
    void idlesAfterTheLastRecordWithoutBeingAskedAgain() {
        CensusReader reader = reader(0, false);

        drain(reader);
        reader.notifyNoMoreSplits();

        assertThat(emitted.keys).containsExactly(0L, 1L, 2L, 0L, 1L, 2L);
        assertThat(reader.isAvailable()).isNotDone();
    }

    @Test
    void endsAfterTheLastRecordWhenToldTo() {
        CensusReader reader = reader(0, true);

        assertThat(drain(reader)).isEqualTo(InputStatus.END_OF_INPUT);
    }

    @Test
    void endsAtOnceWithoutASplit() {
        CensusReader reader = new CensusReader(SIX, false);
        assertThat(reader.isAvailable()).isNotDone();

        reader.notifyNoMoreSplits();

        assertThat(reader.isAvailable()).isDone();
        assertThat(drain(reader)).isEqualTo(InputStatus.END_OF_INPUT);
    }

    @Test
    void goesOnFromWhereItWas() throws Exception {
        CensusReader first = reader(0, false);
        first.pollNext(emitted);
        CensusSplit.Serializer serializer = new CensusSplit.Serializer();

        byte[] stored = serializer.serialize(first.snapshotState(1).get(0));
        CensusReader second = new CensusReader(SIX, false);
        second.addSplits(List.of(serializer.deserialize(1, stored)));
        drain(second);

        assertThat(emitted.keys).containsExactly(0L, 1L, 2L, 0L, 1L, 2L);
    }

    private static CensusReader reader(long next, boolean ends) {
        CensusReader reader = new CensusReader(SIX, ends);
        reader.addSplits(List.of(new CensusSplit(next)));
        return reader;
    }

    private InputStatus drain(CensusReader reader) {
        InputStatus status = reader.pollNext(emitted);
        while (status == InputStatus.MORE_AVAILABLE) {
            status = reader.pollNext(emitted);
        }
        return status;
    }

    private static final class Emitted implements ReaderOutput<CensusEvent> {
        private final List<Long> keys = new ArrayList<>();

        @Override
        public void collect(CensusEvent event) {
            keys.add(event.key);
        }

        @Override
        public void collect(CensusEvent event, long timestamp) {
            keys.add(event.key);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<CensusEvent> createOutputForSplit(String splitId) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String splitId) {}
    }
}
