package io.streamgauge.agent.log;

import java.util.Locale;

/**
 * How to log.
 *
 * @param level of our own loggers; libraries log from WARN
 */
public record LogSettings(Format format, Level level) {

    /** Form of a record. */
    public enum Format {
        TEXT,
        JSON
    }

    /** Least severe record that is logged. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static LogSettings defaults() {
        return new LogSettings(Format.TEXT, Level.INFO);
    }
}
