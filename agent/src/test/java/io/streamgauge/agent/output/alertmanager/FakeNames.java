package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.output.alertmanager.peer.PeerNames;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name service of our own. Safe for use by several threads. */
final class FakeNames implements PeerNames {

    private final Map<String, List<String>> addresses = new ConcurrentHashMap<>();
    private final Map<String, List<Target>> services = new ConcurrentHashMap<>();

    void put(String host, List<String> found) {
        addresses.put(host, found);
    }

    void putService(String name, List<Target> found) {
        services.put(name, found);
    }

    void clear() {
        addresses.clear();
        services.clear();
    }

    @Override
    public Future<List<String>> addresses(String host) {
        List<String> found = addresses.get(host);
        return found == null ? Future.failedFuture("no such name") : Future.succeededFuture(found);
    }

    @Override
    public Future<List<Target>> services(String name) {
        List<Target> found = services.get(name);
        return found == null ? Future.failedFuture("no such name") : Future.succeededFuture(found);
    }
}
