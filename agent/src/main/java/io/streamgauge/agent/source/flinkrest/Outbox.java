package io.streamgauge.agent.source.flinkrest;

import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.SourceFacts;
import io.streamgauge.agent.source.flinkrest.answer.EndedCheckpoint;
import io.streamgauge.agent.source.flinkrest.answer.Part;
import io.streamgauge.agent.source.flinkrest.answer.RestPoll;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Hands results over from the event loop to whoever takes them: the state as it is now, news once. Thread-safe. */
final class Outbox {

    static final String SOURCE = "flinkrest";

    /** While nobody takes. The oldest go first. */
    private static final int MOST_WAITING = 10_000;

    // All guarded by this.
    private final Deque<EndedCheckpoint> ended = new ArrayDeque<>();
    private final Set<JobRef> vanished = new LinkedHashSet<>();
    private RestPoll last = new RestPoll(
            null,
            null,
            Part.notReadYet(),
            Part.notReadYet(),
            Part.notReadYet(),
            List.of(),
            List.of(),
            new SourceFacts(SOURCE, null, null, 0));

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

    synchronized RestPoll take() {
        List<EndedCheckpoint> told = new ArrayList<>(ended);
        told.sort(Comparator.comparing(one -> one.checkpoint().triggeredAt()));
        RestPoll taken = new RestPoll(
                last.at(),
                last.address(),
                last.cluster(),
                last.jobs(),
                last.taskManagers(),
                List.copyOf(vanished),
                told,
                last.health());
        ended.clear();
        vanished.clear();
        return taken;
    }
}
