package io.streamgauge.samplejob.conversation;

/** What one agent or customer did in a conversation. A POJO for Flink's serializer. */
public final class Participation {

    public int contributions;
    public long characters;
    public long lastAtMillis;

    public Participation() {}
}
