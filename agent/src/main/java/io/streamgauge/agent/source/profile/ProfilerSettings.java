package io.streamgauge.agent.source.profile;

import java.time.Duration;

/**
 * How long processes may take to answer, and how much of the agent their recordings may use.
 *
 * @param answerTimeout from the request until recording begins; the first time, the process loads the profiler's library
 * @param silenceTimeout between the end of recording and the first part of it, and between two parts
 * @param maxBytes of one recording, all of it on the heap
 * @param maxAtOnce recordings at a time, of all processes
 */
public record ProfilerSettings(Duration answerTimeout, Duration silenceTimeout, int maxBytes, int maxAtOnce) {

    public static ProfilerSettings defaults() {
        return new ProfilerSettings(Duration.ofSeconds(30), Duration.ofSeconds(30), 32 << 20, 8);
    }
}
