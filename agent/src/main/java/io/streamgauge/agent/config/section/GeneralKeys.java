package io.streamgauge.agent.config.section;

import io.streamgauge.agent.config.key.ConfigKey;
import io.streamgauge.agent.config.key.ValueTypes;
import io.streamgauge.agent.config.key.Values;
import io.streamgauge.agent.log.LogSettings;
import io.streamgauge.agent.output.prometheus.ExpositionSettings;
import io.streamgauge.agent.output.prometheus.series.LabelMode;
import io.streamgauge.agent.output.web.WebSettings;
import java.time.Duration;
import java.util.List;

/** Keys of the agent as a whole: its tick, its port, its metrics page, its log. */
public final class GeneralKeys {

    public static final ConfigKey<Duration> TICK = ConfigKey.of(
            "tick", ValueTypes.duration("100ms", "5m"), "10s", "How often facts are taken, remembered and judged.");

    public static final ConfigKey<String> HOST = ConfigKey.of(
            "listen.host",
            ValueTypes.text("a host name or address"),
            "127.0.0.1",
            "Address to listen on. Loopback unless you open it on purpose: 0.0.0.0 for all.");
    public static final ConfigKey<Integer> PORT = ConfigKey.of(
            "listen.port",
            ValueTypes.port(),
            "9610",
            "The one port: metrics, reporters, API, page. 0 for any free one.");

    public static final ConfigKey<LabelMode> LABELS = ConfigKey.of(
            "metrics.labels",
            ValueTypes.oneOf(LabelMode.class),
            "stable",
            "Labels of Flink's own series: stable across restarts, or compatible with Flink's PrometheusReporter.");
    public static final ConfigKey<Integer> QUEUED_SCRAPES = ConfigKey.of(
            "metrics.queued-scrapes",
            ValueTypes.whole(1, 1_000),
            "16",
            "Scrapes that may wait for the one before; more are answered 503.");

    public static final ConfigKey<LogSettings.Format> LOG_FORMAT = ConfigKey.of(
                    "log.format",
                    ValueTypes.oneOf(LogSettings.Format.class),
                    "text",
                    "Form of the log records on standard error.")
            .changesAtReload();
    public static final ConfigKey<LogSettings.Level> LOG_LEVEL = ConfigKey.of(
                    "log.level",
                    ValueTypes.oneOf(LogSettings.Level.class),
                    "info",
                    "Least severe record of the agent's own; libraries log from warn.")
            .changesAtReload();

    public static final List<ConfigKey<?>> ALL =
            List.of(TICK, HOST, PORT, LABELS, QUEUED_SCRAPES, LOG_FORMAT, LOG_LEVEL);

    private GeneralKeys() {}

    public static WebSettings listen(Values values) {
        return new WebSettings(values.get(HOST), values.get(PORT));
    }

    public static ExpositionSettings metrics(Values values) {
        return new ExpositionSettings(values.get(LABELS), values.get(QUEUED_SCRAPES));
    }

    public static LogSettings log(Values values) {
        return new LogSettings(values.get(LOG_FORMAT), values.get(LOG_LEVEL));
    }
}
