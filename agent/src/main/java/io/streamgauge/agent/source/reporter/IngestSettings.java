package io.streamgauge.agent.source.reporter;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How reporters may connect, and how much of the agent they may use.
 *
 * @param token what a reporter must present as {@code Authorization: Bearer TOKEN}; null lets all in
 * @param pingInterval how often a connection is probed; also the grain of {@code silenceTimeout}
 * @param silenceTimeout a peer that sent neither frame nor pong for so long is given up
 * @param rememberGone how long a process that went away stays visible as down
 * @param queuedRecords spans and events that wait for the loop, each; the newest are dropped and counted beyond
 */
public record IngestSettings(
        @Nullable String token,
        Duration pingInterval,
        Duration silenceTimeout,
        Duration rememberGone,
        int queuedRecords,
        Bounds bounds) {

    /**
     * What is past these is refused and counted; the rest of the connection goes on.
     *
     * @param connections at one time; further ones are closed with 4429
     * @param scopes of one connection
     * @param metrics of one connection
     * @param connectionBytes estimated heap of one connection: names, labels, columns
     * @param totalBytes estimated heap of all connections
     */
    public record Bounds(int connections, int scopes, int metrics, long connectionBytes, long totalBytes) {

        public static Bounds defaults() {
            return new Bounds(2_000, 200_000, 1_000_000, 256L << 20, 1L << 30);
        }

        public Bounds {
            positive("bounds.connections", connections);
            positive("bounds.scopes", scopes);
            positive("bounds.metrics", metrics);
            positive("bounds.connectionBytes", connectionBytes);
            positive("bounds.totalBytes", totalBytes);
        }
    }

    public static IngestSettings defaults() {
        return new IngestSettings(
                null, Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(10), 10_000, Bounds.defaults());
    }

    public IngestSettings {
        positive("pingInterval", pingInterval.toMillis());
        positive("silenceTimeout", silenceTimeout.toMillis());
        positive("rememberGone", rememberGone.toMillis());
        positive("queuedRecords", queuedRecords);
        if (token != null && token.isEmpty()) {
            throw new IllegalArgumentException(
                    "ingest.token: found nothing, expected text; leave the key out to let every reporter in");
        }
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("ingest." + name + ": found " + value + ", expected more than 0");
        }
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "IngestSettings[token=" + (token == null ? "none" : "set") + ", pingInterval=" + pingInterval
                + ", silenceTimeout=" + silenceTimeout + ", rememberGone=" + rememberGone + ", queuedRecords="
                + queuedRecords + ", bounds=" + bounds + "]";
    }
}
