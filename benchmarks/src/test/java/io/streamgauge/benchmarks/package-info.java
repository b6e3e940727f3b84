@NullMarked
package io.streamgauge.benchmarks;

import org.jspecify.annotations.NullMarked;
