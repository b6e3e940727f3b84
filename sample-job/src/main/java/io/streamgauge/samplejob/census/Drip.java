package io.streamgauge.samplejob.census;

import io.streamgauge.samplejob.census.traffic.CensusEvent;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.MapFunction;

/** So slow that the records of the flood are always in flight before it. */
final class Drip implements MapFunction<CensusEvent, Long> {

    private static final long serialVersionUID = 1L;
    private static final long MILLIS_PER_RECORD = 20;

    @Override
    public Long map(CensusEvent event) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(MILLIS_PER_RECORD);
        return event.key;
    }
}
