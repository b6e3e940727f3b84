package io.streamgauge.agent.source.flinkrest;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where Flink's REST interface is and how gently it is asked.
 *
 * @param addresses of the JobManagers of one cluster, tried in this order; a path in front of Flink's own is kept
 * @param authorization whole value of the Authorization header, such as "Bearer x"; null sends none
 * @param trustedCertificates PEM file for https; null trusts what the JVM trusts
 * @param longestAnswerBytes what is longer is given up
 */
public record FlinkRestSettings(
        List<URI> addresses,
        @Nullable String authorization,
        @Nullable Path trustedCertificates,
        Timeouts timeouts,
        int longestAnswerBytes,
        Minimums minimums) {

    private static final int SMALLEST_LIMIT = 64 << 10;
    private static final int LARGEST_LIMIT = 256 << 20;
    private static final int DEFAULT_LIMIT = 16 << 20;

    public FlinkRestSettings {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("addresses: found none, expected at least one http://HOST:PORT");
        }
        Set<URI> seen = new HashSet<>();
        for (URI address : addresses) {
            check(address);
            if (!seen.add(address)) {
                throw new IllegalArgumentException("addresses: found " + address + " twice, expected each once");
            }
        }
        if (authorization != null && (authorization.isBlank() || !printable(authorization))) {
            throw new IllegalArgumentException("authorization: found blanks only or control characters,"
                    + " expected the value of an Authorization header; leave it out to send none");
        }
        if (longestAnswerBytes < SMALLEST_LIMIT || longestAnswerBytes > LARGEST_LIMIT) {
            throw new IllegalArgumentException("longestAnswerBytes: found " + longestAnswerBytes + ", expected "
                    + SMALLEST_LIMIT + " to " + LARGEST_LIMIT);
        }
    }

    /** With what does for most. */
    public static FlinkRestSettings of(URI... addresses) {
        return new FlinkRestSettings(List.of(addresses), null, null, Timeouts.DEFAULT, DEFAULT_LIMIT, Minimums.DEFAULT);
    }

    private static void check(URI address) {
        String scheme = address.getScheme();
        boolean http = "http".equals(scheme) || "https".equals(scheme);
        boolean plain =
                address.getRawUserInfo() == null && address.getRawQuery() == null && address.getRawFragment() == null;
        if (!http || address.getHost() == null || !plain) {
            // User info is not repeated: it may be a password.
            String shown = address.getRawUserInfo() == null ? address.toString() : "one with user info";
            throw new IllegalArgumentException("addresses: found " + shown
                    + ", expected http://HOST:PORT or https://HOST:PORT; credentials go to authorization");
        }
    }

    private static boolean printable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 127);
    }

    /** Never shows the authorization. */
    @Override
    public String toString() {
        return "FlinkRestSettings[addresses=" + addresses + ", authorization="
                + (authorization == null ? "none" : "set") + ", trustedCertificates=" + trustedCertificates
                + ", timeouts=" + timeouts + ", longestAnswerBytes=" + longestAnswerBytes + ", minimums=" + minimums
                + "]";
    }

    /**
     * How long to wait.
     *
     * @param connect for a connection
     * @param answer from sending the request to the last byte of the answer
     * @param longestBackOff after failures in a row an address is left alone for 1 s, 2 s, 4 s, ... up to this
     */
    public record Timeouts(Duration connect, Duration answer, Duration longestBackOff) {

        public static final Timeouts DEFAULT =
                new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10));

        public Timeouts {
            within("timeouts.connect", connect, Duration.ofMillis(10), Duration.ofMinutes(1));
            within("timeouts.answer", answer, Duration.ofMillis(10), Duration.ofMinutes(1));
            within("timeouts.longestBackOff", longestBackOff, Duration.ZERO, Duration.ofMinutes(10));
        }
    }

    /**
     * The least time between two readings of the same thing. Where Flink's own refresh interval is longer, that one
     * counts: asking sooner would bring the same answer again.
     *
     * @param poll between two polls, so of the list of jobs
     * @param graph vertices, plan and task states
     * @param checkpoints must stay well below ten checkpoint intervals: Flink remembers ten
     * @param failures the exception history
     * @param backpressure makes the JobManager ask every TaskManager for all its metrics
     */
    public record Minimums(
            Duration poll,
            Duration graph,
            Duration checkpoints,
            Duration failures,
            Duration backpressure,
            Duration taskManagers) {

        public static final Minimums DEFAULT = new Minimums(
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2));

        public Minimums {
            within("minimums.poll", poll, Duration.ZERO, Duration.ofMinutes(10));
            within("minimums.graph", graph, Duration.ZERO, Duration.ofMinutes(10));
            within("minimums.checkpoints", checkpoints, Duration.ZERO, Duration.ofMinutes(10));
            within("minimums.failures", failures, Duration.ZERO, Duration.ofMinutes(10));
            within("minimums.backpressure", backpressure, Duration.ZERO, Duration.ofMinutes(10));
            within("minimums.taskManagers", taskManagers, Duration.ZERO, Duration.ofMinutes(10));
        }
    }

    private static void within(String name, Duration found, Duration from, Duration to) {
        if (found.compareTo(from) < 0 || found.compareTo(to) > 0) {
            throw new IllegalArgumentException(
                    name + ": found " + found + ", expected a duration from " + from + " to " + to);
        }
    }
}
