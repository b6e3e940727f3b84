package io.streamgauge.agent.history;

import io.streamgauge.agent.fact.JobEvent;
import io.streamgauge.agent.history.codec.ByteSink;
import io.streamgauge.agent.history.codec.ByteSource;
import io.streamgauge.agent.history.codec.CorruptDataException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Job events of the window, oldest first. Bounded: the oldest go first. */
final class EventLog {

    static final int MAX_EVENTS = 10_000;

    /** One event, as of the tick that brought it. */
    record Logged(long tickMillis, String jobId, JobEvent event) {}

    private final Deque<Logged> events = new ArrayDeque<>();
    private final List<Logged> unstored = new ArrayList<>();

    void add(long tickMillis, Map<String, List<JobEvent>> byJob) {
        byJob.forEach((jobId, list) -> list.forEach(event -> add(new Logged(tickMillis, jobId, event))));
    }

    void add(Logged logged) {
        load(logged);
        unstored.add(logged);
        if (unstored.size() > MAX_EVENTS) {
            unstored.subList(0, unstored.size() - MAX_EVENTS).clear();
        }
    }

    void load(Logged logged) {
        events.addLast(logged);
        if (events.size() > MAX_EVENTS) {
            events.removeFirst();
        }
    }

    List<Logged> unstored() {
        return unstored;
    }

    void allStored() {
        unstored.clear();
    }

    /** After the store was opened anew: what it may have lost is written once more. */
    void noneStored() {
        unstored.clear();
        unstored.addAll(events);
    }

    /** By job, since a tick. */
    Map<String, List<JobEvent>> since(long tickMillis) {
        Map<String, List<JobEvent>> byJob = new HashMap<>();
        for (Logged logged : events) {
            if (logged.tickMillis >= tickMillis) {
                byJob.computeIfAbsent(logged.jobId, id -> new ArrayList<>()).add(logged.event);
            }
        }
        byJob.replaceAll((id, list) -> List.copyOf(list));
        return byJob;
    }

    void expire(long tickMillis) {
        events.removeIf(logged -> logged.tickMillis < tickMillis);
    }

    void forgetFrom(long tickMillis) {
        events.removeIf(logged -> logged.tickMillis >= tickMillis);
        unstored.removeIf(logged -> logged.tickMillis >= tickMillis);
    }

    static byte[] encode(Logged logged) {
        ByteSink sink = new ByteSink();
        sink.putZigzag(logged.tickMillis);
        sink.putText(logged.jobId);
        Instant at = logged.event.at();
        sink.putZigzag(at.getEpochSecond());
        sink.putVarint(at.getNano());
        sink.putText(logged.event.kind().name());
        sink.putText(logged.event.detail());
        return sink.toCheckedBytes();
    }

    static Logged decode(byte[] bytes) {
        ByteSource in = ByteSource.checked(bytes);
        long tickMillis = in.takeZigzag();
        String jobId = in.takeText();
        long second = in.takeZigzag();
        int nano = in.takeCount(999_999_999, "nanoseconds");
        String kind = in.takeText();
        try {
            JobEvent event =
                    new JobEvent(Instant.ofEpochSecond(second, nano), JobEvent.Kind.valueOf(kind), in.takeText());
            return new Logged(tickMillis, jobId, event);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new CorruptDataException("event: " + e.getMessage());
        }
    }
}
