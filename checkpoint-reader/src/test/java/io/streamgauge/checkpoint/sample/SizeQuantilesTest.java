package io.streamgauge.checkpoint.sample;

import io.streamgauge.checkpoint.report.FullScan.Quantiles;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;

import static org.assertj.core.api.Assertions.assertThat;

class SizeQuantilesTest {

    @Property(tries = 300)
    void areExactWhenSmallAndWithinAPercentWhenLarge(
            @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0, max = 1L << 40) Long> sizes) {
        SizeQuantiles quantiles = new SizeQuantiles();
        sizes.forEach(quantiles::add);
        List<Long> sorted = sizes.stream().sorted().toList();

        Quantiles found = quantiles.quantiles();

        Objects.requireNonNull(found);
        assertThat(found.min()).isEqualTo(sorted.get(0));
        assertThat(found.max()).isEqualTo(sorted.get(sorted.size() - 1));
        assertClose(found.p50(), sorted, 0.5);
        assertClose(found.p90(), sorted, 0.9);
        assertClose(found.p99(), sorted, 0.99);
    }

    private static void assertClose(long found, List<Long> sorted, double share) {
        long expected = sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        long tolerance = expected < 256 ? 0 : expected / 100;
        assertThat(found).isCloseTo(expected, Offset.offset(tolerance));
    }
}
