package io.streamgauge.agent.output.alertmanager;

import java.time.Duration;
import java.time.Instant;

/** How the push is doing. Called on the push's event loop thread; must neither block nor throw. */
public interface AlertmanagerMetrics {

    AlertmanagerMetrics NOOP = new AlertmanagerMetrics() {
        @Override
        public void sent(String peer, int alerts, Instant at) {}

        @Override
        public void failed(String peer, int alerts, String reason) {}

        @Override
        public void dropped(String peer, int alerts, String reason) {}

        @Override
        public void answered(String peer, Duration latency) {}

        @Override
        public void queued(String peer, int alerts) {}

        @Override
        public void discovered(int peers) {}

        @Override
        public void delivering(boolean anyPeerAccepts) {}

        @Override
        public void gone(String peer) {}
    };

    /** A peer accepted alerts; {@code at} is the time of the last success. */
    void sent(String peer, int alerts, Instant at);

    /** A request with so many alerts did not succeed: "refused", "busy", "timeout", "connection", "token", "status_NNN". */
    void failed(String peer, int alerts, String reason);

    /** Alerts that will not be sent to this peer until they are due again: "refused", "full", "expired". */
    void dropped(String peer, int alerts, String reason);

    /** Time from sending a request to its end, successful or not. */
    void answered(String peer, Duration latency);

    /** Alerts that wait for a peer. */
    void queued(String peer, int alerts);

    /** Number of peers known. */
    void discovered(int peers);

    /** Whether at least one peer's last request succeeded, which suffices for an alert to arrive. */
    void delivering(boolean anyPeerAccepts);

    /** The peer is no longer among those discovered. */
    void gone(String peer);
}
