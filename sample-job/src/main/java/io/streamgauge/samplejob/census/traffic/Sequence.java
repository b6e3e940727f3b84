package io.streamgauge.samplejob.census.traffic;

import io.streamgauge.samplejob.census.truth.CensusOptions;
import io.streamgauge.samplejob.census.truth.CensusPlan;
import java.io.Serializable;

/** The events of the census by index. */
public final class Sequence implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long keys;
    private final long records;
    private final CensusPlan plan;

    private Sequence(long keys, long records, CensusPlan plan) {
        this.keys = keys;
        this.records = records;
        this.plan = plan;
    }

    /** Every visit of every key. */
    public static Sequence of(CensusOptions options) {
        return new Sequence(options.keys(), options.records(), new CensusPlan(options));
    }

    /** Another number of keys that visit once. */
    public static Sequence once(CensusOptions options, long records) {
        return new Sequence(Math.max(records, 1), records, new CensusPlan(options));
    }

    long records() {
        return records;
    }

    CensusEvent event(long index) {
        long key = index % keys;
        int visit = (int) (index / keys);
        return new CensusEvent(key, visit, plan.eventMillis(key, visit));
    }
}
