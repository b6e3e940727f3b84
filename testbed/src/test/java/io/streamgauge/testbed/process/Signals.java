package io.streamgauge.testbed.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A child that writes which signals reached it, one per line after "ready", to the file $SIGNALS. */
final class Signals {
    static final String RECORDING_SCRIPT =
            """
            trap 'echo INT >>"$SIGNALS"' INT
            trap 'echo TERM >>"$SIGNALS"; exit 0' TERM
            echo ready >>"$SIGNALS"
            while :; do sleep 0.02; done
            """;

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Signals() {}

    static void awaitReady(Path file) {
        Await.upTo(LIMIT, "child ready").untilTrue(() -> recorded(file).contains("ready"));
    }

    static List<String> recorded(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new TestbedException("signals", e);
        }
    }
}
