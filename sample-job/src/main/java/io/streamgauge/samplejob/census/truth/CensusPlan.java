package io.streamgauge.samplejob.census.truth;

import java.io.Serializable;

/**
 * What a visit of a key does: pure functions of key and visit, so that the job and its truth cannot drift apart in what
 * they were told, only in what they came to.
 *
 * <p>Record {@code i} is visit {@code i / keys} of key {@code i % keys}: every key's visits come in order, far apart.
 */
public final class CensusPlan implements Serializable {

    /** The visit at which some keys are deleted. */
    public static final int LAST_VISIT = 3;

    /** The state that a later version of the job no longer declares. */
    public static final String RETIRED = "retired";

    /** 2100-01-01T00:00Z, a day's start: timers and windows from here on stay. Epoch milliseconds. */
    public static final long FUTURE_MILLIS = 4_102_444_800_000L;

    static final long HOUR_MILLIS = 3_600_000L;
    static final long DAY_MILLIS = 24 * HOUR_MILLIS;
    /** Shorter than the odd keys' visits are apart, longer than the even keys'. */
    public static final long SESSION_GAP_MILLIS = 13 * HOUR_MILLIS;

    private static final long serialVersionUID = 1L;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz012345";

    private final int payload;

    public CensusPlan(CensusOptions options) {
        payload = options.payload();
    }

    /** Whether this visit is the key's end: everything of it is cleared. */
    public boolean deletes(long key, int visit) {
        return visit == LAST_VISIT && key % 10 == 9;
    }

    /** Whether the visit writes the note, over the one before. */
    public boolean notes(long key) {
        return key % 3 != 0;
    }

    public boolean retires(long key) {
        return key % 4 == 0;
    }

    /** How many lines a visit adds to the log. */
    public int logLines(long key) {
        return 1 + (int) (key % 3);
    }

    /** The user key that a visit counts. */
    public String counted(long key, int visit) {
        return "item-" + (key + visit) % (1 + key % 5);
    }

    /** Whether the visit removes the user key of the first visit. */
    public boolean uncounts(long key, int visit) {
        return visit == LAST_VISIT && key % 7 == 0;
    }

    /** The event-time timer of the first visit. */
    public long due(long key) {
        return FUTURE_MILLIS + (key % 24) * HOUR_MILLIS;
    }

    public boolean hasLateTimer(long key) {
        return key % 5 == 0;
    }

    /** A second event-time timer, a month after the first. */
    public long lateDue(long key) {
        return due(key) + 30 * DAY_MILLIS;
    }

    /** Whether the visit deletes the timer of the first. */
    public boolean cancelsTimer(long key, int visit) {
        return visit == 1 && key % 6 == 0;
    }

    public boolean hasClockTimer(long key) {
        return key % 3 == 0;
    }

    /** The processing-time timer. */
    public long clockDue(long key) {
        return FUTURE_MILLIS + (key % 12) * HOUR_MILLIS;
    }

    public boolean hasNamedTimer(long key) {
        return key % 8 == 0;
    }

    /** The key as a name of 10 to 36 characters, all ASCII. */
    public String name(long key) {
        return "customer-" + key + "-" + "x".repeat((int) (key % 20));
    }

    /** Entries of the map with a time to live. */
    public int badges(long key) {
        return 1 + (int) (key % 4);
    }

    public boolean isPart(long key) {
        return key % 100 == 0;
    }

    public boolean isShare(long key) {
        return key % 250 == 0;
    }

    public boolean matches(long key) {
        return key % 2 == 0;
    }

    /** Event time: even keys visit every 12 hours, odd keys once a day, from one of three days on. */
    public long eventMillis(long key, int visit) {
        long apart = key % 2 == 0 ? 12 * HOUR_MILLIS : DAY_MILLIS;
        return FUTURE_MILLIS + (key % 3) * DAY_MILLIS + visit * apart;
    }

    /** Text of the length asked for, ASCII, five bits of chance a letter. */
    public String payload(long key, int visit) {
        StringBuilder text = new StringBuilder(payload);
        long chance = key * 31 + visit;
        while (text.length() < payload) {
            chance = chance * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
            text.append(LETTERS.charAt((int) (chance >>> 59)));
        }
        return text.toString();
    }
}
