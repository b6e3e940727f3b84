package io.streamgauge.samplejob.traffic;

/**
 * Which desk each event goes to. A desk handles one conversation at a time, so as many are open as there are desks.
 *
 * <p>Events go round in cycles. In each cycle a desk is visited as often as its weight, so busy desks have conversations
 * with more events but the same lifetime. The rota is the same for each partition and is made from the settings alone.
 */
final class DeskRota {

    /** Opened, message, reply, closed, rated, and one to spare. */
    static final int LEAST_EVENTS = 6;

    /** The busiest desk may have this many times the events of the least busy. */
    private static final int MAX_WEIGHT = 64;

    /** Any number will do: the rota does not depend on the seed of the events. */
    private static final long SHUFFLE_SEED = 7;

    private final int[] weights;
    /** By position in the cycle. */
    private final int[] desks;
    /** By position in the cycle: the how-manieth visit to that desk, from 0. */
    private final int[] visits;

    private final long eventsPerConversation;

    private DeskRota(int[] weights, int[] desks, int[] visits, long eventsPerConversation) {
        this.weights = weights;
        this.desks = desks;
        this.visits = visits;
        this.eventsPerConversation = eventsPerConversation;
    }

    static DeskRota of(TrafficSettings settings) {
        int[] weights = weights(settings.desksPerPartition(), settings.keySkew());
        int length = 0;
        for (int weight : weights) {
            length = Math.addExact(length, weight);
        }
        int[] desks = new int[length];
        int position = 0;
        for (int desk = 0; desk < weights.length; desk++) {
            for (int visit = 0; visit < weights[desk]; visit++) {
                desks[position++] = desk;
            }
        }
        shuffle(desks);
        double cycleSeconds = length / settings.eventsPerSecondAndPartition();
        // Two more: a conversation lives from its first event to the last but one, and n events have n - 1 gaps.
        long events = Math.round(settings.lifetimeMillis() / 1000.0 / cycleSeconds) + 2;
        return new DeskRota(weights, desks, visits(desks, weights.length), events);
    }

    private static int[] weights(int desks, double skew) {
        int[] weights = new int[desks];
        for (int desk = 0; desk < desks; desk++) {
            double share = Math.pow((double) desks / (desk + 1), skew);
            weights[desk] = (int) Math.max(1, Math.min(MAX_WEIGHT, Math.round(share)));
        }
        return weights;
    }

    private static void shuffle(int[] desks) {
        SeededHash hash = new SeededHash(SHUFFLE_SEED);
        for (int i = desks.length - 1; i > 0; i--) {
            int j = hash.below(i + 1, i, 0);
            int swapped = desks[i];
            desks[i] = desks[j];
            desks[j] = swapped;
        }
    }

    private static int[] visits(int[] desks, int deskCount) {
        int[] seen = new int[deskCount];
        int[] visits = new int[desks.length];
        for (int position = 0; position < desks.length; position++) {
            visits[position] = seen[desks[position]]++;
        }
        return visits;
    }

    int desk(long offset) {
        return desks[(int) (offset % desks.length)];
    }

    /** How often the desk of this event was visited before it. */
    long visit(long offset) {
        int position = (int) (offset % desks.length);
        return offset / desks.length * weights[desks[position]] + visits[position];
    }

    int weight(int desk) {
        return weights[desk];
    }

    /** Mean number of events of a conversation at a desk of weight 1. */
    long eventsPerConversation() {
        return eventsPerConversation;
    }
}
