package io.streamgauge.samplejob.census.traffic;

/** One visit of a key. Fields are as Flink's POJO serializer wants them. */
public final class CensusEvent {
    public long key;
    public int visit;
    /** Event time. */
    public long eventMillis;

    public CensusEvent() {}

    CensusEvent(long key, int visit, long eventMillis) {
        this.key = key;
        this.visit = visit;
        this.eventMillis = eventMillis;
    }
}
