package io.streamgauge.testbed.demo;

import io.streamgauge.testbed.FlinkVersion;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to show.
 *
 * @param leak a cause class that the sample job can inject, or "none"
 * @param untilFinding end with success at the first suspected leak
 * @param limit how long to run; null for as long as it is left on, or the default of {@code untilFinding}
 * @param fixAfter how long after the finding to switch the leak off; null for when a person does
 */
record DemoOptions(
        FlinkVersion flink,
        String leak,
        boolean untilFinding,
        @Nullable Duration limit,
        @Nullable Duration fixAfter,
        boolean json) {

    /** What the sample job can inject so far. */
    static final List<String> LEAKS = List.of("none", "never-cleared", "partly-cleared", "stalled-watermark");

    static final String NO_LEAK = "none";
}
