package io.streamgauge.checkpoint.storage.s3;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How S3 is reached. Credentials are no part of it: they come from where the AWS SDK looks (environment, profile, web identity token, role
 * of the container or the machine).
 *
 * @param region of the buckets; null for the one that environment, profile or machine tell, and with an endpoint for us-east-1, which
 *     other stores than Amazon's do not look at
 * @param endpoint of another S3-compatible store, as {@code https://minio:9000}; null for Amazon's
 * @param pathStyle whether the bucket is in the path instead of the host name, as most other stores want it
 * @param connectTimeout to wait for a connection
 * @param attemptTimeout to wait for one answer, with all its bytes
 * @param callTimeout to wait in all, with the attempts that failed and the pauses between them
 * @param attempts at most so many of each request
 * @param pageSize how many names to ask for at once, 1 to 1000
 */
public record S3Settings(
        @Nullable String region,
        @Nullable URI endpoint,
        boolean pathStyle,
        Duration connectTimeout,
        Duration attemptTimeout,
        Duration callTimeout,
        int attempts,
        int pageSize) {
    /** It becomes part of a host name. */
    private static final Pattern REGION = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public S3Settings {
        if (region != null && !REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("S3 region: expected a name as eu-central-1, found " + region);
        }
        if (endpoint != null) {
            checkEndpoint(endpoint);
        }
        positive(connectTimeout, "connect timeout");
        positive(attemptTimeout, "attempt timeout");
        positive(callTimeout, "call timeout");
        if (attempts < 1) {
            throw new IllegalArgumentException("S3 attempts: expected at least 1, found " + attempts);
        }
        if (pageSize < 1 || pageSize > 1000) {
            throw new IllegalArgumentException("S3 page size: expected 1 to 1000, found " + pageSize);
        }
    }

    /** Amazon's S3, three attempts of at most ten seconds each, half a minute in all. */
    public static S3Settings defaults() {
        return new S3Settings(
                null, null, false, Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(30), 3, 1000);
    }

    public S3Settings withRegion(String name) {
        return new S3Settings(
                name, endpoint, pathStyle, connectTimeout, attemptTimeout, callTimeout, attempts, pageSize);
    }

    /** Another store than Amazon's. */
    public S3Settings withEndpoint(URI uri, boolean bucketInPath) {
        return new S3Settings(
                region, uri, bucketInPath, connectTimeout, attemptTimeout, callTimeout, attempts, pageSize);
    }

    /** Other limits of time and attempts. */
    public S3Settings withLimits(Duration connect, Duration attempt, Duration call, int mostAttempts) {
        return new S3Settings(region, endpoint, pathStyle, connect, attempt, call, mostAttempts, pageSize);
    }

    public S3Settings withPageSize(int names) {
        return new S3Settings(
                region, endpoint, pathStyle, connectTimeout, attemptTimeout, callTimeout, attempts, names);
    }

    private static void checkEndpoint(URI endpoint) {
        if (endpoint.getRawUserInfo() != null) {
            // Not shown: it has a secret in it.
            throw new IllegalArgumentException("S3 endpoint: found credentials in the address, expected none;"
                    + " they come from the environment, a profile or a role");
        }
        boolean web = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
        if (!web || endpoint.getHost() == null) {
            throw new IllegalArgumentException(
                    "S3 endpoint: expected an address as https://minio:9000, found " + endpoint);
        }
    }

    private static void positive(Duration found, String what) {
        if (found.isZero() || found.isNegative()) {
            throw new IllegalArgumentException("S3 " + what + ": expected more than 0, found " + found);
        }
    }
}
