/** How costs are measured: CPU time and garbage, medians of rounds that run in turn. */
@NullMarked
package io.streamgauge.benchmarks;

import org.jspecify.annotations.NullMarked;
