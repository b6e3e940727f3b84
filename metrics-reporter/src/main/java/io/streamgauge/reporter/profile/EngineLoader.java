package io.streamgauge.reporter.profile;

/** Brings async-profiler into the process. */
interface EngineLoader {

    /** Loads the library, the first time; not thread-safe. */
    Engine load() throws RefusedException;
}
