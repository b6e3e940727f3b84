package io.streamgauge.samplejob.tenant;

/** What one tenant's support desk did in one window. A POJO for Flink's serializer. */
public final class TenantActivity {

    public int tenant;
    public long windowEndMillis;
    public int opened;
    public int closed;
    public int asked;
    public int answered;
    public int missedDeadlines;
    public long waitedMillis;
    public int ratings;
    public int stars;

    public TenantActivity() {}
}
