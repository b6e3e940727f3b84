package io.streamgauge.samplejob.traffic;

/** One event of a conversation, as it comes from the upstream. A POJO for Flink's serializer. */
public final class SupportEvent {

    public int partition;
    public long conversation;
    /** Position within the conversation, from 0. The same number twice: delivered twice. */
    public int sequence;

    public EventKind kind = EventKind.OPENED;
    public int tenant;
    /** Who wrote it: an agent or a customer. */
    public long author;

    public long eventMillis;
    /** The profile, the message, or the number of stars of a rating. */
    public String body = "";

    public SupportEvent() {}
}
