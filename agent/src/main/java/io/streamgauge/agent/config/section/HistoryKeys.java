package io.streamgauge.agent.config.section;

import io.streamgauge.agent.config.key.ConfigKey;
import io.streamgauge.agent.config.key.ValueTypes;
import io.streamgauge.agent.config.key.Values;
import io.streamgauge.agent.history.HistorySettings;
import io.streamgauge.agent.recording.RecordingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Keys of what the agent remembers. */
public final class HistoryKeys {

    public static final ConfigKey<Path> DIRECTORY = ConfigKey.of(
            "history.directory",
            ValueTypes.path("the path of a directory"),
            "streamgauge-history",
            "Belongs to one agent alone. Relative to the directory that the agent is started in.");
    public static final ConfigKey<Long> MAX_SIZE = ConfigKey.of(
            "history.max-size",
            ValueTypes.size("4MiB", "16TiB"),
            "2GiB",
            "The directory is cut back to this, oldest data first. Leave a quarter free beside it.");
    public static final ConfigKey<Duration> MAX_AGE =
            ConfigKey.of("history.max-age", ValueTypes.duration("1m", "3650d"), "30d", "Older data are dropped.");
    public static final ConfigKey<Duration> WINDOW = ConfigKey.of(
            "history.window",
            ValueTypes.duration("10s", "365d"),
            "10d",
            "How far back analyses see; at least analysis.leak.longest-window.");
    public static final ConfigKey<Integer> WINDOW_POINTS = ConfigKey.of(
            "history.window-points",
            ValueTypes.whole(HistorySettings.MIN_WINDOW_POINTS, 100_000),
            "1440",
            "Most points of one series that analyses see; older points are thinned first.");
    public static final ConfigKey<Long> WINDOW_MEMORY = ConfigKey.of(
            "history.window-memory",
            ValueTypes.size("1MiB", "64GiB"),
            "256MiB",
            "Heap for what analyses see. With many series each has fewer points; then further series are refused.");
    public static final ConfigKey<Integer> BLOCK_TICKS =
            ConfigKey.of("history.block-ticks", ValueTypes.whole(2, 4_096), "120", "Ticks that are stored together.");

    public static final ConfigKey<Long> RECORDING_SIZE = ConfigKey.of(
            "history.recording-size",
            ValueTypes.size("1MiB", "1TiB"),
            "256MiB",
            "What the leak analysis saw of each checkpoint is kept up to this, beside the history, for streamgauge record.");

    public static final List<ConfigKey<?>> ALL =
            List.of(DIRECTORY, MAX_SIZE, MAX_AGE, WINDOW, WINDOW_POINTS, WINDOW_MEMORY, BLOCK_TICKS, RECORDING_SIZE);

    private HistoryKeys() {}

    public static HistorySettings settings(Values values) {
        return new HistorySettings(
                values.get(DIRECTORY),
                values.get(MAX_SIZE),
                values.get(MAX_AGE),
                values.get(WINDOW),
                values.get(WINDOW_POINTS),
                values.get(WINDOW_MEMORY),
                values.get(BLOCK_TICKS));
    }

    public static RecordingSettings recording(Values values) {
        return new RecordingSettings(values.get(DIRECTORY).resolve("recording"), values.get(RECORDING_SIZE));
    }
}
