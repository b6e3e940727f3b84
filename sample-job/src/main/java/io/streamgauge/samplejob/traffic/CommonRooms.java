package io.streamgauge.samplejob.traffic;

import java.io.Serializable;

/**
 * A few conversations that everybody writes to and nobody closes: where messages go under per-key-growth.
 *
 * <p>Their numbers lie above those of all other conversations. Each partition has its own, so that what is written to one
 * comes in order.
 */
public final class CommonRooms implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final long FIRST = 1L << 62;
    private static final int PER_PARTITION = 2;
    private static final double SHARE_OF_MESSAGES = 0.15;
    /** Whatever reaches a room that is not open is lost, so it is opened often; more than once does nothing. */
    private static final double SHARE_OF_OPENINGS = 0.05;

    private static final long CHOICE = 1L << 32;
    private static final long OPENING = CHOICE + 1;
    private static final long ROOM = CHOICE + 2;

    private final SeededHash hash;

    CommonRooms(long seed) {
        hash = new SeededHash(seed);
    }

    public static boolean contains(long conversation) {
        return conversation >= FIRST;
    }

    /**
     * Makes some messages ones to a common room; the conversation that they were meant for misses them.
     *
     * @param offset of the event in its partition
     */
    void redirect(SupportEvent event, long index, long offset) {
        if (event.kind != EventKind.MESSAGE || hash.unit(CHOICE, index) >= SHARE_OF_MESSAGES) {
            return;
        }
        event.conversation = FIRST + (long) event.partition * PER_PARTITION + hash.below(PER_PARTITION, ROOM, index);
        event.kind = hash.unit(OPENING, index) < SHARE_OF_OPENINGS ? EventKind.OPENED : EventKind.MESSAGE;
        // Rising, as it must be to count as new; it wraps around after 24 days at 1,000 events per second and
        // partition.
        event.sequence = (int) (offset & Integer.MAX_VALUE);
    }
}
