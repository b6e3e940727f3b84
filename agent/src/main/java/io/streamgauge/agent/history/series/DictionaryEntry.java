package io.streamgauge.agent.history.series;

import io.streamgauge.agent.history.codec.ByteSink;
import io.streamgauge.agent.history.codec.ByteSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A series of the stored dictionary.
 *
 * @param day the last day (since the epoch) that it had a sample; written at the first sample of each day
 */
public record DictionaryEntry(long day, SeriesKey key) {

    private static final long DAY_MILLIS = 86_400_000;
    private static final int MAX_LABELS = 1_000;

    public static long day(long epochMillis) {
        return Math.floorDiv(epochMillis, DAY_MILLIS);
    }

    public byte[] encode(ByteSink sink) {
        sink.clear();
        sink.putVarint(day);
        sink.putText(key.metric());
        sink.putVarint(key.labelValues().size());
        key.labelValues().forEach(sink::putText);
        return sink.toCheckedBytes();
    }

    public static DictionaryEntry decode(byte[] bytes) {
        ByteSource in = ByteSource.checked(bytes);
        long day = in.takeVarint();
        String metric = in.takeText();
        int count = in.takeCount(MAX_LABELS, "labels");
        List<String> labelValues = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            labelValues.add(in.takeText());
        }
        return new DictionaryEntry(day, new SeriesKey(metric, labelValues));
    }
}
