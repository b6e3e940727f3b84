package io.streamgauge.agent.profile;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Takes profiles of the Flink processes that are connected. Safe to use from any thread; never blocks. */
public interface Profiler {
    /**
     * Records. One recording at a time per process.
     *
     * @return the recording when it has arrived whole, or fails with a {@link ProfileRefusedException}; it always ends, also when the
     *     process dies
     */
    CompletionStage<Recording> take(ProfileRequest request);

    /** The processes that can be asked now. */
    List<ProcessRef> processes();
}
