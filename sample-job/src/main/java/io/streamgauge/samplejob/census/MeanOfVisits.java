package io.streamgauge.samplejob.census;

import io.streamgauge.samplejob.census.traffic.CensusEvent;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.java.tuple.Tuple2;

/** Count and sum of visits: the accumulator is two longs. */
final class MeanOfVisits implements AggregateFunction<CensusEvent, Tuple2<Long, Long>, Double> {

    private static final long serialVersionUID = 1L;

    @Override
    public Tuple2<Long, Long> createAccumulator() {
        return Tuple2.of(0L, 0L);
    }

    @Override
    public Tuple2<Long, Long> add(CensusEvent event, Tuple2<Long, Long> seen) {
        return Tuple2.of(seen.f0 + 1, seen.f1 + event.visit);
    }

    @Override
    public Double getResult(Tuple2<Long, Long> seen) {
        return (double) seen.f1 / seen.f0;
    }

    @Override
    public Tuple2<Long, Long> merge(Tuple2<Long, Long> one, Tuple2<Long, Long> other) {
        return Tuple2.of(one.f0 + other.f0, one.f1 + other.f1);
    }
}
