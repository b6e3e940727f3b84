package io.streamgauge.agent.output.alertmanager;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told, by name and reason. Safe for use by several threads. */
final class Recorder implements AlertmanagerMetrics {

    private final Map<String, Integer> totals = new ConcurrentHashMap<>();
    private final List<Boolean> deliveries = new CopyOnWriteArrayList<>();

    int total(String name) {
        return totals.getOrDefault(name, 0);
    }

    List<Boolean> deliveries() {
        return deliveries;
    }

    @Override
    public void sent(String peer, int alerts, Instant at) {
        totals.merge("sent", alerts, Integer::sum);
    }

    @Override
    public void failed(String peer, int alerts, String reason) {
        totals.merge("failed " + reason, alerts, Integer::sum);
    }

    @Override
    public void dropped(String peer, int alerts, String reason) {
        totals.merge("dropped " + reason, alerts, Integer::sum);
    }

    @Override
    public void answered(String peer, Duration latency) {
        totals.merge("answered", 1, Integer::sum);
    }

    @Override
    public void queued(String peer, int alerts) {
        totals.put("queued", alerts);
    }

    @Override
    public void discovered(int peers) {
        totals.put("peers", peers);
    }

    @Override
    public void delivering(boolean anyPeerAccepts) {
        deliveries.add(anyPeerAccepts);
    }

    @Override
    public void gone(String peer) {
        totals.merge("gone", 1, Integer::sum);
    }
}
