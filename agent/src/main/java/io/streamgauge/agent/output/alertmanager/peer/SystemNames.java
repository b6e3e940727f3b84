package io.streamgauge.agent.output.alertmanager.peer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.dns.DnsClient;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * The system's name service. Addresses come from the JVM's resolver, which knows /etc/hosts and search domains and
 * remembers an answer for 30 s (security property networkaddress.cache.ttl); service records straight from DNS.
 */
public final class SystemNames implements PeerNames {

    private final Vertx vertx;
    private final DnsClient dns;

    public SystemNames(Vertx vertx, DnsClient dns) {
        this.vertx = vertx;
        this.dns = dns;
    }

    @Override
    public Future<List<String>> addresses(String host) {
        return vertx.executeBlocking(
                () -> Arrays.stream(InetAddress.getAllByName(host))
                        .map(InetAddress::getHostAddress)
                        .distinct()
                        .toList(),
                false);
    }

    @Override
    public Future<List<Target>> services(String name) {
        return dns.resolveSRV(name).map(records -> records.stream()
                .map(record -> new Target(withoutRootDot(record.target()), record.port()))
                .distinct()
                .toList());
    }

    private static String withoutRootDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
