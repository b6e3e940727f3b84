package io.streamgauge.reporter.profile;

import java.io.IOException;

/** async-profiler: a command in, its answer out. */
interface Engine {

    /**
     * Runs a command.
     *
     * @throws IllegalStateException if it cannot do that here and now, with its own words for why
     */
    String execute(String command) throws IOException;
}
