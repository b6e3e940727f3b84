package io.streamgauge.agent.output.alertmanager.peer;

import io.vertx.core.Future;
import java.util.List;

/** Name service as discovery needs it. Fails where a name cannot be resolved; never blocks. */
public interface PeerNames {

    /** Every IPv4 and IPv6 address. */
    Future<List<String>> addresses(String host);

    /** Every SRV target. */
    Future<List<Target>> services(String name);

    record Target(String host, int port) {}
}
