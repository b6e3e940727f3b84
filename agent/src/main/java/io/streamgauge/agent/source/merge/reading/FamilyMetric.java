package io.streamgauge.agent.source.merge.reading;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The gauges of one column family that are read; behind "rocksdb." or "forst.". */
public enum FamilyMetric {
    KEYS("estimate-num-keys"),
    LIVE_SST("live-sst-files-size"),
    TOTAL_SST("total-sst-files-size"),
    MEMTABLES("cur-size-all-mem-tables"),
    /** With those that were flushed and are still pinned by iterators. */
    ALL_MEMTABLES("size-all-mem-tables"),
    LIVE_DATA("estimate-live-data-size"),
    ENTRIES_ACTIVE("num-entries-active-mem-table"),
    ENTRIES_IMMUTABLE("num-entries-imm-mem-tables"),
    DELETES_ACTIVE("num-deletes-active-mem-table"),
    DELETES_IMMUTABLE("num-deletes-imm-mem-tables"),
    PENDING_COMPACTION("estimate-pending-compaction-bytes"),
    CACHE_CAPACITY("block-cache-capacity"),
    CACHE_USAGE("block-cache-usage"),
    CACHE_PINNED("block-cache-pinned-usage"),
    TABLE_READERS("estimate-table-readers-mem"),
    WRITE_STOPPED("is-write-stopped");

    private static final Map<String, FamilyMetric> BY_NAME = byName();

    private final String property;

    FamilyMetric(String property) {
        this.property = property;
    }

    private static Map<String, FamilyMetric> byName() {
        Map<String, FamilyMetric> names = new TreeMap<>();
        for (FamilyMetric metric : values()) {
            names.put("rocksdb." + metric.property, metric);
            names.put("forst." + metric.property, metric);
        }
        return Map.copyOf(names);
    }

    /** Null for all others. */
    public static @Nullable FamilyMetric named(String metricName) {
        return BY_NAME.get(metricName);
    }
}
