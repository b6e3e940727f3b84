package io.streamgauge.samplejob.conversation;

/** What is known of an open conversation. A POJO for Flink's serializer; times are event times, 0 is not yet. */
public final class Conversation {

    public int tenant;
    public long openedAtMillis;
    /** Since when the customer waits for a reply; 0 while it is the agent who does. */
    public long waitingSinceMillis;
    /** Pending timer; 0 without. */
    public long deadlineMillis;

    public long closedAtMillis;
    /** When it is forgotten; pending timer; 0 until it is closed. */
    public long forgottenAtMillis;

    public int messages;
    public int replies;

    public Conversation() {}
}
