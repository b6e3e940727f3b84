package io.streamgauge.benchmarks.exposition;

import java.util.Locale;

/**
 * How much is measured.
 *
 * @param metrics at least so many, from whole tasks
 * @param histograms whether there are some among them
 * @param rounds after warm-up; each figure is the median of so many
 */
public record Size(int metrics, boolean histograms, int rounds) {

    /** Rounds whose figures are thrown away, so that the JIT has seen the code. One round only shows that all runs. */
    int warmUp() {
        return rounds == 1 ? 1 : Math.max(10, Math.min(200, 1_000_000 / metrics));
    }

    String title(String what) {
        return String.format(
                Locale.ROOT,
                "%s: %,d metrics, %s histograms, %d rounds",
                what,
                metrics,
                histograms ? "with" : "no",
                rounds);
    }
}
