package io.streamgauge.agent.output.alertmanager.peer;

/**
 * One Alertmanager instance.
 *
 * @param address to connect to: a host name or an IP address, IPv6 without brackets
 * @param host of the URL it was configured with: sent as Host, and expected in its certificate
 * @param path prefix before /api/v2; empty for the root
 */
public record Peer(boolean tls, String address, int port, String host, String path) {

    /** Tells it from its siblings in metrics and logs. */
    public String name() {
        String shown = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
        return (tls ? "https://" : "http://") + shown + ":" + port + path;
    }
}
