package io.streamgauge.agent.source.flinkrest;

import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.SourceFacts;
import io.streamgauge.agent.source.flinkrest.answer.EndedCheckpoint;
import io.streamgauge.agent.source.flinkrest.answer.Part;
import io.streamgauge.agent.source.flinkrest.answer.RestPoll;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hands results over from the event loop to whoever takes them: the state as it is now, news once. Thread-safe. */
final class Outbox {

    static final String SOURCE = "flinkrest";

    /** While nobody takes. The oldest go first. */
    private static final int MOST_WAITING = 10_000;

    // All guarded by this.
    private final Deque<EndedCheckpoint> ended = new ArrayDeque<>();
    private final Set<JobRef> vanished = new LinkedHashSet<>();
    private RestPoll last = RestPoll.none(new SourceFacts(SOURCE, null, "not read yet", 0));

    synchronized void ended(EndedCheckpoint checkpoint) {
        ended.addLast(checkpoint);
        if (ended.size() > MOST_WAITING) {
            ended.removeFirst();
        }
    }

    synchronized void vanished(JobRef job) {
        vanished.add(job);
        if (vanished.size() > MOST_WAITING) {
            vanished.remove(vanished.iterator().next());
        }
    }

    synchronized void publish(RestPoll poll) {
        last = poll;
    }

    /** @param oldest what was read longer ago is withdrawn */
    synchronized RestPoll take(Instant now, Duration oldest) {
        List<EndedCheckpoint> told = new ArrayList<>(ended);
        told.sort(Comparator.comparing(one -> one.checkpoint().triggeredAt()));
        Instant readAt = last.at();
        RestPoll known = last;
        if (readAt != null && readAt.plus(oldest).isBefore(now)) {
            SourceFacts health = last.health();
            known = unreadable(readAt, "no new answer since " + readAt, health.lastSuccess(), health.errors());
        }
        RestPoll taken = new RestPoll(
                known.at(),
                known.address(),
                known.cluster(),
                known.jobs(),
                known.taskManagers(),
                List.copyOf(vanished),
                told,
                known.health());
        ended.clear();
        vanished.clear();
        return taken;
    }

    /** Of a poll that read nothing. */
    static RestPoll unreadable(Instant at, String problem, @Nullable Instant lastSuccess, long errors) {
        return new RestPoll(
                at,
                null,
                Part.absent(problem, at),
                Part.absent(problem, at),
                Part.absent(problem, at),
                List.of(),
                List.of(),
                new SourceFacts(SOURCE, lastSuccess, problem, errors));
    }
}
