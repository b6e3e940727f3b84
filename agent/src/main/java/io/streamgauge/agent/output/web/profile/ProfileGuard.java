package io.streamgauge.agent.output.web.profile;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may have a profile taken: with a token who presents it, without one who asks from this machine, itself and not for somebody
 * else. Pages of other sites may not, whoever looks at them.
 */
final class ProfileGuard {

    private static final String SCHEME = "Bearer ";
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Set<String> FORWARDED = Set.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

    private final byte @Nullable [] token;

    ProfileGuard(@Nullable String token) {
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    }

    boolean tokenRequired() {
        return token != null;
    }

    void check(HttpServerRequest request) throws ApiProblemException {
        String host = request.getHeader(HttpHeaders.HOST);
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && (host == null || !host.equalsIgnoreCase(authority(origin)))) {
            throw forbidden("asked by a page of another site; take profiles from the agent's own page, or without one");
        }
        if (token != null) {
            if (!presents(token, request.getHeader(HttpHeaders.AUTHORIZATION))) {
                throw new ApiProblemException(
                        401,
                        "unauthorized",
                        "no token or a wrong one; send Authorization: Bearer TOKEN, see profiles.token");
            }
            return;
        }
        if (!isLoopback(request.remoteAddress())) {
            throw forbidden(
                    "without profiles.token profiles are taken from the agent's own machine only; set one to take"
                            + " them from elsewhere");
        }
        if (FORWARDED.stream().anyMatch(header -> request.getHeader(header) != null)) {
            throw forbidden("asked through a proxy, so that it is not known from where; set profiles.token");
        }
        // A name that somebody else's DNS points to this machine is not ours.
        if (host == null || !LOOPBACK_NAMES.contains(name(host))) {
            throw forbidden("asked under a name that is not this machine's own, as localhost is; set profiles.token");
        }
    }

    private static ApiProblemException forbidden(String message) {
        return new ApiProblemException(403, "unauthorized", message);
    }

    /** Takes the same time for every wrong token of a length. */
    private static boolean presents(byte[] token, @Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given = authorization.substring(SCHEME.length()).trim().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(token, given);
    }

    private static @Nullable String authority(String origin) {
        try {
            return new URI(origin).getAuthority();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Of a Host header, without its port. */
    private static String name(String host) {
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.lastIndexOf(':');
        return end <= 0 ? host : host.substring(0, end);
    }

    private static boolean isLoopback(@Nullable SocketAddress remote) {
        String address = remote == null ? null : remote.hostAddress();
        try {
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
