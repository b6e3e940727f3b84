package io.streamgauge.reporter.profile;

import java.io.IOException;
import one.profiler.AsyncProfiler;

/** Hides the library's class from the rest. */
final class AsyncProfilerEngine implements Engine {

    private final AsyncProfiler profiler;

    private AsyncProfilerEngine(AsyncProfiler profiler) {
        this.profiler = profiler;
    }

    static Engine of(AsyncProfiler profiler) {
        return new AsyncProfilerEngine(profiler);
    }

    @Override
    public String execute(String command) throws IOException {
        return profiler.execute(command);
    }
}
