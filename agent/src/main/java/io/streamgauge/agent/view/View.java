package io.streamgauge.agent.view;

import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.finding.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The result of one tick. Immutable: the loop publishes it, every handler reads the newest.
 *
 * @param recentCheckpoints by job id, newest first; as many as the loop keeps
 * @param notAssessed what the agent cannot see at all, in words
 */
public record View(
        Facts facts,
        List<Finding> findings,
        Map<String, List<CheckpointRecord>> recentCheckpoints,
        List<String> notAssessed) {

    public View {
        findings = List.copyOf(findings);
        recentCheckpoints = Map.copyOf(recentCheckpoints);
        notAssessed = List.copyOf(notAssessed);
    }

    /** Before the first tick. */
    public static View empty(Instant at) {
        return new View(new Facts(at, List.of(), List.of(), List.of()), List.of(), Map.of(), List.of());
    }

    public Instant at() {
        return facts.at();
    }
}
