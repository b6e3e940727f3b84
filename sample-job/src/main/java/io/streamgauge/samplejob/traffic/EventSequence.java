package io.streamgauge.samplejob.traffic;

/**
 * The event for an index, computed from nothing but the settings and the index.
 *
 * <p>An index holds the partition in its upper bits and the offset within the partition in its lower 40. Immutable.
 */
public final class EventSequence {

    /** At 1,000 events per second and partition these last for 34 years. */
    private static final int OFFSET_BITS = 40;

    private static final int DESK_SHIFT = 32;
    private static final int PARTITION_SHIFT = 56;
    private static final int LEAST_EVENTS_OF_ONE = DeskRota.LEAST_EVENTS - 1;
    private static final int REPLIES_PER_AGENT = 8;
    /** Customers get numbers above those of the agents. */
    private static final long FIRST_CUSTOMER = 1L << 32;

    // What a lot is drawn for, so that two lots for one event or conversation have nothing in common.
    private static final long PHASE = 1;
    private static final long LENGTH = 2;
    private static final long TENANT = 3;
    private static final long AGENT = 4;
    private static final long UNANSWERED = 5;
    private static final long DUPLICATE = 6;
    private static final long DELAY = 7;
    private static final long STARS = 8;
    private static final long BODY = 9;
    private static final long CUSTOMER = 10;
    private static final long RETURNING = 11;
    /** Lots of one kind for each place in a conversation. */
    private static final long PER_PLACE = 16;

    private final TrafficSettings settings;
    private final DeskRota rota;
    private final Zipf tenants;
    private final SeededHash hash;
    private final BodyText bodies;

    public EventSequence(TrafficSettings settings) {
        this.settings = settings;
        this.rota = DeskRota.of(settings);
        this.tenants = new Zipf(settings.tenants(), settings.tenantSkew());
        this.hash = new SeededHash(settings.seed());
        this.bodies = new BodyText(hash);
    }

    static long index(int partition, long offset) {
        return ((long) partition << OFFSET_BITS) | offset;
    }

    /** Position of an event within its partition. */
    static long offset(long index) {
        return index & ((1L << OFFSET_BITS) - 1);
    }

    /**
     * The number of indices. Flink's number source cuts it into as many equal ranges as it has subtasks, so with one
     * subtask per partition each subtask counts through one partition.
     */
    public static long count(int partitions) {
        return (long) partitions << OFFSET_BITS;
    }

    public SupportEvent event(long index) {
        int partition = (int) (index >>> OFFSET_BITS);
        long offset = offset(index);
        int desk = rota.desk(offset);

        // Two conversations always share a fixed number of a desk's events, so that any event's place is found at once.
        int pairEvents = Math.toIntExact(2 * rota.eventsPerConversation() * rota.weight(desk));
        long deskNumber = ((long) partition << PARTITION_SHIFT) | ((long) desk << DESK_SHIFT);
        long visit = rota.visit(offset) + hash.below(pairEvents, PHASE, deskNumber);
        long pair = visit / pairEvents;
        int place = (int) (visit % pairEvents);
        int firstEvents = firstEvents(pairEvents, deskNumber + pair);
        boolean second = place >= firstEvents;
        long conversation = deskNumber + 2 * pair + (second ? 1 : 0);

        SupportEvent event = new SupportEvent();
        event.partition = partition;
        event.conversation = conversation;
        event.eventMillis = eventMillis(index);
        event.tenant = tenants.rank(hash.unit(TENANT, conversation));
        fill(event, second ? place - firstEvents : place, second ? pairEvents - firstEvents : firstEvents);
        if (settings.customers() > 0) {
            event.conversation = hash.below(settings.customers(), RETURNING, conversation);
        }
        return event;
    }

    /** A quarter to three quarters of the pair's events, so 0.5 to 1.5 of the mean. */
    private int firstEvents(int pairEvents, long pairNumber) {
        int least = Math.max(LEAST_EVENTS_OF_ONE, pairEvents / 4);
        return least + hash.below(pairEvents - 2 * least + 1, LENGTH, pairNumber);
    }

    /** The event time of an event but for disorder. */
    long dueMillis(long index) {
        return settings.startMillis()
                + (long) settings.load().dueMillis(offset(index), settings.eventsPerSecondAndPartition());
    }

    private long eventMillis(long index) {
        return dueMillis(index)
                - hash.below((int) Math.min(Integer.MAX_VALUE, settings.outOfOrderMillis()), DELAY, index);
    }

    private void fill(SupportEvent event, int place, int events) {
        int last = events - 1;
        event.sequence = isRepeat(event.conversation, place, last) ? place - 1 : place;
        event.kind = kind(event.conversation, event.sequence, last);
        event.author = event.kind == EventKind.REPLY
                ? hash.below(
                        settings.agents(), AGENT + event.sequence / REPLIES_PER_AGENT * PER_PLACE, event.conversation)
                : FIRST_CUSTOMER + hash.below(Integer.MAX_VALUE, CUSTOMER, event.conversation);
        event.body = body(event);
    }

    /** Whether the upstream delivers the event before once more, instead of a message or reply that never comes. */
    private boolean isRepeat(long conversation, int place, int last) {
        return place > 1
                && place < last - 1
                && hash.unit(DUPLICATE + place * PER_PLACE, conversation) < settings.duplicateShare();
    }

    private EventKind kind(long conversation, int sequence, int last) {
        if (sequence == 0) {
            return EventKind.OPENED;
        }
        if (sequence == last) {
            return EventKind.RATED;
        }
        if (sequence == last - 1) {
            return EventKind.CLOSED;
        }
        boolean answered = hash.unit(UNANSWERED + sequence * PER_PLACE, conversation) >= settings.unansweredShare();
        return sequence % 2 == 0 && answered ? EventKind.REPLY : EventKind.MESSAGE;
    }

    private String body(SupportEvent event) {
        switch (event.kind) {
            case OPENED:
                return bodies.text(settings.profileBytes(), BODY, event.conversation);
            case MESSAGE:
            case REPLY:
                return bodies.text(settings.messageBytes(), BODY + event.sequence * PER_PLACE, event.conversation);
            case RATED:
                return Integer.toString(1 + hash.below(5, STARS, event.conversation));
            case CLOSED:
                return "";
        }
        throw new AssertionError(event.kind);
    }
}
