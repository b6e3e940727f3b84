package io.streamgauge.agent.profile.jfr;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Allocations of native code that are not freed again. Events come out of order: each thread has its own buffer. */
final class NativeMemory {

    /** About 100 MB of ours. */
    private static final int MOST_EVENTS = 1_000_000;

    /** @param size of an allocation; -1 of a release */
    private record Event(long time, long address, long size, Samples.Key key) {}

    private final List<Event> events = new ArrayList<>();

    void add(long time, long address, long size, Samples.Key key) throws JfrFormatException {
        if (events.size() == MOST_EVENTS) {
            throw new JfrFormatException(
                    "more than " + MOST_EVENTS + " allocations and releases; record for a shorter time");
        }
        events.add(new Event(time, address, size, key));
    }

    /** Adds the bytes that are left, by who allocated them. */
    void notFreed(Map<Samples.Key, Long> bytes) {
        Map<Long, Event> left = new HashMap<>();
        events.sort(Comparator.comparingLong(Event::time));
        for (Event event : events) {
            if (event.size() < 0) {
                left.remove(event.address());
            } else {
                left.put(event.address(), event);
            }
        }
        left.values().stream()
                .filter(event -> event.size() > 0)
                .forEach(event -> bytes.merge(event.key(), event.size(), Samples::plus));
    }
}
