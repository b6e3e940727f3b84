package io.streamgauge.samplejob.traffic;

import io.streamgauge.samplejob.options.Arguments;
import io.streamgauge.samplejob.options.Flag;
import java.io.Serializable;
import java.util.Locale;

/** How much happens at the support desk, to whom, and when; all times are event time. */
public final class TrafficSettings implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MAX_PARTITIONS = 64;
    private static final int MAX_DESKS = 10_000_000;
    private static final int MAX_CUSTOMERS = 1_000_000_000;

    private final long seed;
    private final long startMillis;
    private final double eventsPerSecond;
    private final int partitions;
    private final int openConversations;
    private final long lifetimeMillis;
    private final double keySkew;
    private final LoadCurve load;
    private final boolean steady;
    private final int customers;
    private final int tenants;
    private final double tenantSkew;
    private final int agents;
    private final double unansweredShare;
    private final double duplicateShare;
    private final long outOfOrderMillis;
    private final int messageBytes;
    private final int profileBytes;

    public TrafficSettings(Arguments arguments, long startMillis) {
        this.startMillis = startMillis;
        seed = arguments.number(Flag.SEED);
        eventsPerSecond = arguments.real(Flag.RATE, 0.1, 10_000_000);
        partitions = arguments.count(Flag.PARTITIONS, 1, MAX_PARTITIONS);
        openConversations = arguments.count(Flag.OPEN_CONVERSATIONS, partitions, MAX_DESKS);
        lifetimeMillis = arguments.millis(Flag.LIFETIME);
        keySkew = arguments.real(Flag.KEY_SKEW, 0, 2);
        String shape = arguments.choice(Flag.LOAD, "steady", "growing", "daily");
        load = new LoadCurve(
                LoadCurve.Shape.valueOf(shape.toUpperCase(Locale.ROOT)), arguments.millis(Flag.LOAD_PERIOD));
        steady = shape.equals("steady");
        customers = arguments.text(Flag.CUSTOMERS).isEmpty() ? 0 : arguments.count(Flag.CUSTOMERS, 1, MAX_CUSTOMERS);
        tenants = arguments.count(Flag.TENANTS, 1, 1_000_000);
        tenantSkew = arguments.real(Flag.TENANT_SKEW, 0, 5);
        agents = arguments.count(Flag.AGENTS, 1, 1_000_000);
        unansweredShare = arguments.real(Flag.UNANSWERED, 0, 1);
        duplicateShare = arguments.real(Flag.DUPLICATES, 0, 1);
        outOfOrderMillis = arguments.millis(Flag.OUT_OF_ORDER);
        messageBytes = arguments.count(Flag.MESSAGE_BYTES, 1, 1_000_000);
        profileBytes = arguments.count(Flag.PROFILE_BYTES, 1, 1_000_000);
        if (arguments.problems().isEmpty()) {
            requireRoomForConversations(arguments);
        }
    }

    /** A conversation needs a few events to be one: too many at once leave too few for each. */
    private void requireRoomForConversations(Arguments arguments) {
        long events = DeskRota.of(this).eventsPerConversation();
        if (events < DeskRota.LEAST_EVENTS) {
            arguments.problem(
                    Flag.OPEN_CONVERSATIONS,
                    "found " + openConversations + ", which leaves " + events + " events to each, expected at least "
                            + DeskRota.LEAST_EVENTS + "; lower it or --key-skew, or raise --rate or --lifetime");
        }
    }

    long seed() {
        return seed;
    }

    public long startMillis() {
        return startMillis;
    }

    public double eventsPerSecond() {
        return eventsPerSecond;
    }

    public int partitions() {
        return partitions;
    }

    /** Partitions are alike: each has its own desks. */
    int desksPerPartition() {
        return Math.max(1, openConversations / partitions);
    }

    double eventsPerSecondAndPartition() {
        return eventsPerSecond / partitions;
    }

    long lifetimeMillis() {
        return lifetimeMillis;
    }

    double keySkew() {
        return keySkew;
    }

    LoadCurve load() {
        return load;
    }

    public boolean isSteady() {
        return steady;
    }

    /** How many customers there are, who come back; 0 where each conversation has one of its own. */
    int customers() {
        return customers;
    }

    int tenants() {
        return tenants;
    }

    double tenantSkew() {
        return tenantSkew;
    }

    int agents() {
        return agents;
    }

    double unansweredShare() {
        return unansweredShare;
    }

    double duplicateShare() {
        return duplicateShare;
    }

    public long outOfOrderMillis() {
        return outOfOrderMillis;
    }

    int messageBytes() {
        return messageBytes;
    }

    int profileBytes() {
        return profileBytes;
    }
}
