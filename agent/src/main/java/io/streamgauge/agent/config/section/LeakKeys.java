package io.streamgauge.agent.config.section;

import io.streamgauge.agent.analysis.leak.LeakSettings;
import io.streamgauge.agent.analysis.leak.life.LifeSettings;
import io.streamgauge.agent.config.key.ConfigKey;
import io.streamgauge.agent.config.key.ListType;
import io.streamgauge.agent.config.key.MapType;
import io.streamgauge.agent.config.key.ValueType;
import io.streamgauge.agent.config.key.ValueTypes;
import io.streamgauge.agent.config.key.Values;
import io.streamgauge.agent.declaration.Declaration;
import io.streamgauge.agent.declaration.Declarations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    public static final ConfigKey<Duration> SUSPECT_AFTER = ConfigKey.of(
            "analysis.leak.lives.suspect-after",
            ValueTypes.duration("6s", "365d"),
            "2d",
            "Where checkpoints show single keys: how long these must be seen to stay for a suspicion.");
    public static final ConfigKey<Duration> CONFIRM_AFTER = ConfigKey.of(
            "analysis.leak.lives.confirm-after",
            ValueTypes.duration("6s", "365d"),
            "7d",
            "The same to be sure. Longer than most lifetimes and times to live of your state.");
    public static final ConfigKey<Duration> EXPIRY_AFTER = ConfigKey.of(
            "analysis.leak.lives.expiry-after",
            ValueTypes.duration("6s", "3650d"),
            "31d",
            "A state with a time to live of which nothing has expired for so long is suspected. Longer than times to live and"
                    + " the lag of compactions; a lifetime that is declared is judged by itself.");
    public static final ConfigKey<Double> LIVES_LEAST_GROWTH = ConfigKey.of(
            "analysis.leak.lives.least-growth",
            ValueTypes.ratio(100),
            "0.02",
            "What stays is no concern below this share of the state, over the time to a suspicion.");
    public static final ConfigKey<Integer> LIVES_LEAST_KEYS = ConfigKey.of(
            "analysis.leak.lives.least-keys",
            ValueTypes.whole(2, 1_000_000),
            "20",
            "Sampled keys that must live for their lives to tell anything.");
    public static final ConfigKey<Duration> FAR_AHEAD = ConfigKey.of(
            "analysis.leak.lives.far-ahead",
            ValueTypes.duration("1m", "36500d"),
            "365d",
            "A timer due, or a window ending, later than event time by this much is taken for a mistake.");
    public static final ConfigKey<Map<String, Duration>> LIFETIMES = ConfigKey.of(
            "analysis.leak.lifetimes",
            new MapType<>(SPAN),
            "",
            "By OPERATOR/STATE, with the uid, id or name of the operator: the time within which its keys are expected to"
                    + " go.");
    public static final ConfigKey<List<String>> REFERENCE = ConfigKey.of(
            "analysis.leak.reference",
            new ListType<>(ValueTypes.text("OPERATOR/STATE")),
            "",
            "States, as OPERATOR/STATE, whose keys are meant to stay: master data. They are not judged.");

    public static final List<ConfigKey<?>> ALL = List.of(
            WARM_UP,
            WINDOW,
            LONGEST_WINDOW,
            BUCKETS,
            LEAST_GROWTH,
            LEAST_KEYS,
            WATERMARK_STALL,
            SUSPECT_AFTER,
            CONFIRM_AFTER,
            EXPIRY_AFTER,
            LIVES_LEAST_GROWTH,
            LIVES_LEAST_KEYS,
            FAR_AHEAD,
            LIFETIMES,
            REFERENCE);

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

    public static LifeSettings lives(Values values) {
        return new LifeSettings(
                values.get(SUSPECT_AFTER),
                values.get(CONFIRM_AFTER),
                values.get(EXPIRY_AFTER),
                values.get(LIVES_LEAST_GROWTH),
                values.get(LIVES_LEAST_KEYS),
                values.get(WATERMARK_STALL),
                values.get(FAR_AHEAD));
    }

    public static Declarations declarations(Values values) {
        List<Declaration> all = new ArrayList<>();
        values.get(LIFETIMES).forEach((name, lifetime) -> all.add(declaration("lifetimes", name, lifetime)));
        values.get(REFERENCE).forEach(name -> all.add(declaration("reference", name, null)));
        return new Declarations(all);
    }

    /** Names of operators may have slashes in them, names of states as a rule have not. */
    private static Declaration declaration(String key, String name, @Nullable Duration lifetime) {
        int slash = name.lastIndexOf('/');
        if (slash <= 0 || slash == name.length() - 1) {
            throw new IllegalArgumentException(key + ": expected OPERATOR/STATE, found " + name);
        }
        return new Declaration(name.substring(0, slash), name.substring(slash + 1), lifetime, lifetime == null);
    }
}
