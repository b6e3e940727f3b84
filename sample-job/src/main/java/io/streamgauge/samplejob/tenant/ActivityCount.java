package io.streamgauge.samplejob.tenant;

import io.streamgauge.samplejob.conversation.Outcome;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Adds outcomes up as they come, so that a window holds one value per tenant. */
public final class ActivityCount implements AggregateFunction<Outcome, TenantActivity, TenantActivity> {

    private static final long serialVersionUID = 1L;

    @Override
    public TenantActivity createAccumulator() {
        return new TenantActivity();
    }

    @Override
    public TenantActivity add(Outcome outcome, TenantActivity sum) {
        switch (outcome.kind) {
            case OPENED:
                sum.opened++;
                break;
            case ASKED:
                sum.asked++;
                break;
            case ANSWERED:
                sum.answered++;
                sum.waitedMillis += outcome.millis;
                break;
            case DEADLINE_MISSED:
                sum.missedDeadlines++;
                break;
            case CLOSED:
                sum.closed++;
                break;
            case RATED:
                sum.ratings++;
                sum.stars += outcome.stars;
                break;
            case FORGOTTEN:
                break;
        }
        return sum;
    }

    @Override
    public TenantActivity getResult(TenantActivity sum) {
        return sum;
    }

    @Override
    public TenantActivity merge(TenantActivity a, TenantActivity b) {
        a.opened += b.opened;
        a.closed += b.closed;
        a.asked += b.asked;
        a.answered += b.answered;
        a.missedDeadlines += b.missedDeadlines;
        a.waitedMillis += b.waitedMillis;
        a.ratings += b.ratings;
        a.stars += b.stars;
        return a;
    }
}
