package io.streamgauge.agent.architecture.planted.analysis;

import io.streamgauge.agent.architecture.planted.output.web.PrintsAndListens;
import java.time.Instant;
import org.slf4j.Logger;

/** Planted: an analysis that logs, reads the clock and knows an output. */
public final class Impure {
    private Impure() {}

    static Instant when(Logger log, PrintsAndListens output) {
        log.info("{}", output);
        return Instant.now();
    }
}
