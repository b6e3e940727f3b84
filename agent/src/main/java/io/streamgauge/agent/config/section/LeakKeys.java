package io.streamgauge.agent.config.section;

import io.streamgauge.agent.analysis.leak.LeakSettings;
import io.streamgauge.agent.config.key.ConfigKey;
import io.streamgauge.agent.config.key.ValueType;
import io.streamgauge.agent.config.key.ValueTypes;
import io.streamgauge.agent.config.key.Values;
import java.time.Duration;
import java.util.List;

/** Keys of the leak analysis. */
public final class LeakKeys {

    private static final ValueType<Duration> SPAN = ValueTypes.duration("1s", "365d");

    public static final ConfigKey<Duration> WARM_UP = ConfigKey.of(
                    "analysis.leak.warm-up",
                    SPAN,
                    "1d",
                    "Not judged for so long after a cold start, restart or rescale: no state has reached its level yet.")
            .changesAtReload();
    public static final ConfigKey<Duration> WINDOW = ConfigKey.of(
                    "analysis.leak.window",
                    SPAN,
                    "1d",
                    "The shortest time over which growth must be seen. Longer than most lifetimes and times to live of your"
                            + " state.")
            .changesAtReload();
    public static final ConfigKey<Duration> LONGEST_WINDOW = ConfigKey.of(
                    "analysis.leak.longest-window",
                    SPAN,
                    "8d",
                    "Slower growth is looked for over twice, four times, ... the window, up to this.")
            .changesAtReload();
    public static final ConfigKey<Integer> BUCKETS = ConfigKey.of(
                    "analysis.leak.buckets",
                    ValueTypes.whole(7, 1_000),
                    "10",
                    "Parts of a window that are compared; each no shorter than half a cycle of flushes and compactions.")
            .changesAtReload();
    public static final ConfigKey<Double> LEAST_GROWTH = ConfigKey.of(
                    "analysis.leak.least-growth",
                    ValueTypes.ratio(100),
                    "0.03",
                    "Growth by a smaller share of the size is no concern yet.")
            .changesAtReload();
    public static final ConfigKey<Integer> LEAST_KEYS = ConfigKey.of(
                    "analysis.leak.least-keys",
                    ValueTypes.whole(1, 1_000_000_000),
                    "100",
                    "Growth by fewer entries is no concern, whatever the share.")
            .changesAtReload();
    public static final ConfigKey<Duration> WATERMARK_STALL = ConfigKey.of(
                    "analysis.leak.watermark-stall",
                    SPAN,
                    "10m",
                    "A watermark that stands still for so long while records come in has stalled.")
            .changesAtReload();

    public static final List<ConfigKey<?>> ALL =
            List.of(WARM_UP, WINDOW, LONGEST_WINDOW, BUCKETS, LEAST_GROWTH, LEAST_KEYS, WATERMARK_STALL);

    private LeakKeys() {}

    public static LeakSettings settings(Values values) {
        return new LeakSettings(
                values.get(WARM_UP),
                values.get(WINDOW),
                values.get(LONGEST_WINDOW),
                values.get(BUCKETS),
                values.get(LEAST_GROWTH),
                values.get(LEAST_KEYS),
                values.get(WATERMARK_STALL));
    }
}
