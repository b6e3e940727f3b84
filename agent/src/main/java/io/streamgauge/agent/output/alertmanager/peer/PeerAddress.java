package io.streamgauge.agent.output.alertmanager.peer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * One configured peer, or one name that stands for several.
 *
 * @param port 0 for {@link Lookup#SERVICES}, whose records tell it
 * @param path with a slash first and none at the end; empty for the root
 */
public record PeerAddress(Lookup lookup, boolean tls, String host, int port, String path) {

    private static final String EXPECTED = ", expected http://host:port/prefix or https, with dns+ before it for every"
            + " address of the host, or dnssrv+http://_service._tcp.name";

    /** How a name becomes peers. */
    public enum Lookup {
        /** The address is the peer. */
        NONE(""),
        /** A and AAAA records: every address is a peer. */
        ADDRESSES("dns+"),
        /** SRV records: every target is a peer. */
        SERVICES("dnssrv+");

        private final String prefix;

        Lookup(String prefix) {
            this.prefix = prefix;
        }
    }

    /**
     * Reads the form that {@link AlertmanagerSettings#peers} tells.
     *
     * @throws IllegalArgumentException saying what was found and expected
     */
    public static PeerAddress parse(String text) {
        Lookup lookup = Lookup.NONE;
        for (Lookup candidate : Lookup.values()) {
            if (text.startsWith(candidate.prefix)) {
                lookup = candidate;
            }
        }
        URI url = url(text, text.substring(lookup.prefix.length()));
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        // The name of a service has underscores, which no host may have.
        String host = url.getHost() != null ? url.getHost() : hostWithUnderscores(url);
        if ((!tls && !scheme.equals("http")) || host.isEmpty() || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException("found \"" + text + "\"" + EXPECTED);
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException("found a name or password in the URL of host " + host
                    + "; move them to alertmanager.http.basic-auth");
        }
        if (lookup == Lookup.SERVICES && url.getPort() >= 0) {
            throw new IllegalArgumentException("found \"" + text + "\", expected no port: SRV records tell it");
        }
        if (lookup == Lookup.ADDRESSES && url.getPort() < 0) {
            throw new IllegalArgumentException("found \"" + text + "\", expected a port, usually 9093");
        }
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (path.endsWith("/api/v2/alerts") || path.endsWith("/api/v2")) {
            throw new IllegalArgumentException(
                    "found \"" + text + "\", expected only the prefix before /api/v2/alerts, which is added");
        }
        int port = lookup == Lookup.SERVICES ? 0 : url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        return new PeerAddress(lookup, tls, host, port, path);
    }

    private static URI url(String text, String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("found \"" + text + "\"" + EXPECTED, e);
        }
    }

    private static String hostWithUnderscores(URI url) {
        String authority = url.getRawAuthority();
        return authority == null || authority.indexOf(':') >= 0 || authority.indexOf('@') >= 0 ? "" : authority;
    }
}
