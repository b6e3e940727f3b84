package io.streamgauge.checkpoint.sample;

import io.streamgauge.checkpoint.report.TimeHistogram;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimeCounterTest {

    /** Around now, and now and then anywhere. */
    @Provide
    Arbitrary<List<Long>> times() {
        Arbitrary<Long> now = Arbitraries.longs().between(1_700_000_000_000L, 1_700_100_000_000L);
        return Arbitraries.frequencyOf(Tuple.of(9, now), Tuple.of(1, Arbitraries.longs()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(300);
    }

    @Property(tries = 300)
    void countsAreExactWhateverTheBuckets(@ForAll("times") List<Long> times, @ForAll boolean merged) {
        TimeCounter counter = new TimeCounter(32);
        TimeCounter other = new TimeCounter(8);
        for (int i = 0; i < times.size(); i++) {
            (merged && i % 3 == 0 ? other : counter).add(times.get(i), 1);
        }
        counter.addAll(other);

        TimeHistogram histogram = counter.histogram(TimeHistogram.Basis.COUNTED, 1, 16);

        Objects.requireNonNull(histogram);
        long all = 0;
        int filled = 0;
        for (int i = 0; i < histogram.buckets(); i++) {
            long start = histogram.startMillis(i);
            long end = histogram.startMillis(i + 1);
            assertThat(start).isLessThan(end);
            long expected = times.stream()
                    .filter(time -> time >= start && (time < end || (time == Long.MAX_VALUE && end == time)))
                    .count();
            assertThat(histogram.count(i)).isEqualTo((double) expected);
            all += expected;
            filled += expected > 0 ? 1 : 0;
        }
        assertThat(all).isEqualTo(times.size());
        assertThat(filled).isLessThanOrEqualTo(16);
    }

    @Test
    void aTimerForTheEndOfTimeDoesNotBlurTheOthers() {
        TimeCounter counter = new TimeCounter(64);
        long start = 1_700_000_000_000L;
        for (int i = 0; i < 24; i++) {
            counter.add(start + i * 3_600_000L, 2);
        }
        counter.add(Long.MAX_VALUE, 1);

        TimeHistogram histogram = counter.histogram(TimeHistogram.Basis.INDEX, 0.5, 64);

        Objects.requireNonNull(histogram);
        assertThat(histogram.count(0)).isEqualTo(1);
        assertThat(histogram.startMillis(0)).isEqualTo(start);
        assertThat(histogram.count(histogram.buckets() - 1)).isEqualTo(0.5);
        assertThat(histogram.buckets()).isGreaterThan(24);
    }

    @Test
    void nothingMakesNoHistogram() {
        assertThat(new TimeCounter(8).histogram(TimeHistogram.Basis.COUNTED, 1, 8))
                .isNull();
    }
}
