package io.streamgauge.reporter.sampling;

import io.streamgauge.reporter.fixture.FakeGroup;
import io.streamgauge.reporter.index.MetricIndex;
import io.streamgauge.wire.HistogramSample;
import io.streamgauge.wire.Protocol;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

import static org.assertj.core.api.Assertions.assertThat;

/** The shortcut around Flink's statistics gives what Flink gives, bit by bit. */
class QuantilesTest {

    @Property(tries = 1000)
    void equalToFlinks(
            @ForAll @Size(max = 150) List<@LongRange(min = -1000, max = 1L << 40) Long> values,
            @ForAll @IntRange(min = 1, max = 128) int window) {
        assertSameAsFlink(values, window);
    }

    @Property(tries = 300)
    void equalToFlinksForAnyLong(@ForAll @Size(max = 40) List<Long> values) {
        assertSameAsFlink(values, 32);
    }

    /** Sorted, reversed, few different ones, and such as split badly. */
    @Property(tries = 20)
    void equalToFlinksForLargeWindows(
            @ForAll @IntRange(min = 1, max = 5000) int size, @ForAll @IntRange(max = 5) int order) {
        List<Long> values = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            values.add(List.of(i, -i, i % 7, Math.min(i, size - i), (i ^ 0x555) * 31, i * i % 1009)
                    .get(order));
        }
        assertSameAsFlink(values, size);
    }

    private static void assertSameAsFlink(List<Long> values, int window) {
        DescriptiveStatisticsHistogram histogram = new DescriptiveStatisticsHistogram(window);
        values.forEach(histogram::update);
        HistogramStatistics statistics = histogram.getStatistics();
        MetricIndex index = new MetricIndex(1);
        index.add(histogram, "h", FakeGroup.of("s"));
        Chunk chunk = new Chunk();
        chunk.load(index.tables().blocks().get(0), 0, true);
        MetricReader.histogram(chunk, 0, histogram);
        HistogramSample ours = chunk.sample(0);
        assertThat(ours.count()).isEqualTo(values.size());
        if (values.isEmpty()) {
            assertThat(ours.quantile(0)).isNaN();
            return;
        }
        assertThat(ours.min()).isEqualTo((double) statistics.getMin());
        assertThat(ours.max()).isEqualTo((double) statistics.getMax());
        assertThat(ours.mean()).isEqualTo(statistics.getMean());
        for (int i = 0; i < Protocol.QUANTILES.size(); i++) {
            assertThat(ours.quantile(i)).isEqualTo(statistics.getQuantile(Protocol.QUANTILES.get(i)));
        }
    }
}
