package io.streamgauge.agent.output.web;

/**
 * Where the agent listens.
 *
 * @param host loopback unless someone opens it on purpose
 * @param port 0 for any free one
 */
public record WebSettings(String host, int port) {

    public static final int DEFAULT_PORT = 9610;

    public WebSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("listen.host: found nothing, expected a host name or address");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("listen.port: found " + port + ", expected 0 to 65535");
        }
    }

    public static WebSettings defaults() {
        return new WebSettings("127.0.0.1", DEFAULT_PORT);
    }
}
