package io.streamgauge.agent.source.flinkrest.answer;

import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.SourceFacts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Flink's REST interface told last. Immutable.
 *
 * @param at begin of the last poll that has ended; null before the first
 * @param address that answered it, without user info; null when none did
 * @param jobs absent when the list of jobs could not be read: that says nothing of whether they run
 * @param vanished jobs that a list had and the next one had no more, since the last {@code take}
 * @param ended checkpoints that came to an end, each told once ever, in the order they were triggered
 */
public record RestPoll(
        @Nullable Instant at,
        @Nullable String address,
        Part<RestCluster> cluster,
        Part<List<RestJob>> jobs,
        Part<List<RestTaskManager>> taskManagers,
        List<JobRef> vanished,
        List<EndedCheckpoint> ended,
        SourceFacts health) {

    public RestPoll {
        vanished = List.copyOf(vanished);
        ended = List.copyOf(ended);
    }

    /** Nothing was read yet, or nothing ever will be. */
    public static RestPoll none(SourceFacts health) {
        return new RestPoll(
                null, null, Part.notReadYet(), Part.notReadYet(), Part.notReadYet(), List.of(), List.of(), health);
    }
}
