package io.streamgauge.agent.output.alertmanager.peer;

import io.streamgauge.agent.output.alertmanager.peer.PeerAddress.Lookup;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the peers behind the configured addresses. A name that cannot be resolved keeps the peers it had. For one context. */
public final class PeerDiscovery {

    private static final Logger LOG = LoggerFactory.getLogger(PeerDiscovery.class);

    private final List<PeerAddress> addresses;
    private final PeerNames names;
    private final Map<PeerAddress, List<Peer>> lastKnown = new HashMap<>();
    private final Set<PeerAddress> unresolved = new HashSet<>();

    public PeerDiscovery(List<PeerAddress> addresses, PeerNames names) {
        this.addresses = List.copyOf(addresses);
        this.names = names;
    }

    /** Never fails. */
    public Future<Set<Peer>> discover() {
        List<Future<List<Peer>>> lookups = new ArrayList<>();
        for (PeerAddress address : addresses) {
            lookups.add(resolve(address).transform(answer -> {
                remember(address, answer.succeeded() ? answer.result() : List.of(), answer.cause());
                return Future.succeededFuture(lastKnown.getOrDefault(address, List.of()));
            }));
        }
        return Future.all(lookups).map(all -> {
            Set<Peer> peers = new LinkedHashSet<>();
            lookups.forEach(lookup -> peers.addAll(lookup.result()));
            return peers;
        });
    }

    private Future<List<Peer>> resolve(PeerAddress address) {
        return switch (address.lookup()) {
            case NONE -> Future.succeededFuture(List.of(peer(address, bare(address.host()), address.port())));
            case ADDRESSES -> names.addresses(address.host()).map(found -> found.stream()
                    .map(ip -> peer(address, ip, address.port()))
                    .toList());
            case SERVICES -> names.services(address.host()).map(found -> found.stream()
                    .map(target -> new Peer(address.tls(), target.host(), target.port(), target.host(), address.path()))
                    .toList());
        };
    }

    private static Peer peer(PeerAddress address, String target, int port) {
        return new Peer(address.tls(), target, port, bare(address.host()), address.path());
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private void remember(PeerAddress address, List<Peer> found, @Nullable Throwable error) {
        if (!found.isEmpty()) {
            lastKnown.put(address, found);
            if (unresolved.remove(address)) {
                LOG.info("Alertmanager name resolves again: peer={} peers={}", address.host(), found.size());
            }
        } else if (unresolved.add(address)) {
            LOG.warn(
                    "Alertmanager name has no {} records, its known peers stay: peer={} peers={} error={}",
                    address.lookup() == Lookup.SERVICES ? "SRV" : "address",
                    address.host(),
                    lastKnown.getOrDefault(address, List.of()).size(),
                    error == null ? "none found" : error.toString());
        }
    }
}
