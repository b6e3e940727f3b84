package io.streamgauge.agent.source.merge.reading;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The metrics of one operator subtask that are read; tickers are those of its whole database. */
public enum OperatorMetric {
    RECORDS_IN("numRecordsIn", false),
    RECORDS_OUT("numRecordsOut", false),
    WATERMARK("currentInputWatermark", false),
    BLOCK_CACHE_HITS("block_cache_hit", true),
    BLOCK_CACHE_MISSES("block_cache_miss", true),
    STALL_MICROS("stall_micros", true),
    BYTES_WRITTEN("bytes_written", true),
    COMPACTION_BYTES_WRITTEN("compact_write_bytes", true);

    private static final Map<String, OperatorMetric> BY_NAME = byName();

    private final String flinkName;
    private final boolean ticker;

    OperatorMetric(String flinkName, boolean ticker) {
        this.flinkName = flinkName;
        this.ticker = ticker;
    }

    private static Map<String, OperatorMetric> byName() {
        Map<String, OperatorMetric> names = new TreeMap<>();
        for (OperatorMetric metric : values()) {
            if (metric.ticker) {
                names.put("rocksdb." + metric.flinkName, metric);
                names.put("forst." + metric.flinkName, metric);
            } else {
                names.put(metric.flinkName, metric);
            }
        }
        return Map.copyOf(names);
    }

    public boolean ticker() {
        return ticker;
    }

    /** Null for all others. */
    public static @Nullable OperatorMetric named(String metricName) {
        return BY_NAME.get(metricName);
    }
}
