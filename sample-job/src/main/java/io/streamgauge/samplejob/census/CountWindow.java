package io.streamgauge.samplejob.census;

import io.streamgauge.samplejob.census.traffic.CensusEvent;
import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Makes the window operator keep its elements one by one. */
final class CountWindow implements WindowFunction<CensusEvent, Long, Long, TimeWindow> {

    private static final long serialVersionUID = 1L;

    @Override
    public void apply(Long key, TimeWindow window, Iterable<CensusEvent> elements, Collector<Long> out) {
        long count = 0;
        for (CensusEvent ignored : elements) {
            count++;
        }
        out.collect(count);
    }
}
