package io.streamgauge.samplejob.conversation;

/** One thing that happened in a conversation, for those who look at tenants. A POJO for Flink's serializer. */
public final class Outcome {

    public int tenant;
    public OutcomeKind kind = OutcomeKind.OPENED;
    /** ANSWERED, DEADLINE_MISSED: how long the customer had waited. CLOSED: how long it was open. Else 0. */
    public long millis;
    /** RATED: 1 to 5. Else 0. */
    public int stars;

    public Outcome() {}

    Outcome(int tenant, OutcomeKind kind, long millis, int stars) {
        this.tenant = tenant;
        this.kind = kind;
        this.millis = millis;
        this.stars = stars;
    }
}
