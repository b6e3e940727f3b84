package io.streamgauge.agent.inspect;

import io.streamgauge.agent.inspect.text.Terminal;
import io.streamgauge.agent.inspect.warning.WarningLimits;
import java.nio.charset.Charset;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the command takes from the process that it is in.
 *
 * @param nanoTime for how long something takes
 * @param environment variables: COLUMNS, NO_COLOR, TERM
 * @param outIsTerminal of standard output; the launcher tells, as the JVM cannot
 * @param errIsTerminal of standard error
 * @param unicode whether the locale's charset is one of Unicode's
 * @param secret that keys are hashed with
 */
public record Surroundings(
        InstantSource clock,
        LongSupplier nanoTime,
        Map<String, String> environment,
        boolean outIsTerminal,
        boolean errIsTerminal,
        boolean unicode,
        UUID secret,
        WarningLimits limits) {

    private static final String TERMINAL_PROPERTY = "streamgauge.terminal";
    private static final int USUAL_COLUMNS = 100;

    /** Those of this process. Its secret is a new one, so that hashes compare within one run only. */
    public static Surroundings ofProcess(InstantSource clock) {
        String terminals = System.getProperty(TERMINAL_PROPERTY, "");
        return new Surroundings(
                clock,
                System::nanoTime,
                System.getenv(),
                terminals.contains("out"),
                terminals.contains("err"),
                isUnicode(),
                UUID.randomUUID(),
                WarningLimits.defaults());
    }

    /** @param columns as the user says; null for those of the terminal */
    Terminal terminal(@Nullable Integer columns) {
        boolean colour = outIsTerminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
        return new Terminal(columns != null ? columns : columnsOfTerminal(), unicode, colour);
    }

    private int columnsOfTerminal() {
        try {
            return Integer.parseInt(environment.getOrDefault("COLUMNS", ""));
        } catch (NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }

    private static boolean isUnicode() {
        // Standard output has a charset of its own from Java 19 on.
        String name = System.getProperty(
                "stdout.encoding",
                System.getProperty("native.encoding", Charset.defaultCharset().name()));
        return name.toUpperCase(Locale.ROOT).startsWith("UTF");
    }
}
