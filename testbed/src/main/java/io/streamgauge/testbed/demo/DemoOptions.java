package io.streamgauge.testbed.demo;

import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.cases.LeakCase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What to show.
 *
 * @param shown the leak, or the growth without one
 * @param untilFinding end with success at the first suspected leak
 * @param limit how long to run; null for as long as it is left on, or the default of {@code untilFinding}
 * @param fixAfter how long after the finding to switch the leak off; null for when a person does
 */
record DemoOptions(
        FlinkVersion flink,
        LeakCase shown,
        boolean untilFinding,
        @Nullable Duration limit,
        @Nullable Duration fixAfter,
        boolean json) {

    boolean leaks() {
        return shown.truth().leaks();
    }
}
