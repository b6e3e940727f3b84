package io.streamgauge.agent.output.self;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.streamgauge.agent.output.alertmanager.AlertmanagerMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How pushing alerts goes, per peer. */
public final class AlertmanagerMeters implements AlertmanagerMetrics {

    private static final String PREFIX = "streamgauge.alertmanager.";

    private final AgentMeters meters;
    private final Map<String, AtomicReference<Double>> values = new ConcurrentHashMap<>();

    public AlertmanagerMeters(AgentMeters meters) {
        this.meters = meters;
    }

    @Override
    public void sent(String peer, int alerts, Instant at) {
        meters.counter(PREFIX + "alerts.sent", "Alerts a peer accepted.", "peer", peer)
                .increment(alerts);
        put(
                PREFIX + "last.success.timestamp",
                "When a peer last accepted alerts.",
                "seconds",
                peer,
                at.toEpochMilli() / 1e3);
    }

    @Override
    public void failed(String peer, int alerts, String reason) {
        meters.counter(
                        PREFIX + "alerts.failed",
                        "Alerts in requests that did not succeed.",
                        "peer",
                        peer,
                        "reason",
                        reason)
                .increment(alerts);
    }

    @Override
    public void dropped(String peer, int alerts, String reason) {
        meters.counter(
                        PREFIX + "alerts.dropped",
                        "Alerts not sent to a peer until they are due again.",
                        "peer",
                        peer,
                        "reason",
                        reason)
                .increment(alerts);
    }

    @Override
    public void answered(String peer, Duration latency) {
        meters.timer(PREFIX + "requests", "Requests to a peer.", "peer", peer).record(latency);
    }

    @Override
    public void queued(String peer, int alerts) {
        put(PREFIX + "queued", "Alerts that wait for a peer.", null, peer, (double) alerts);
    }

    @Override
    public void discovered(int peers) {
        put(PREFIX + "peers", "Peers known.", null, "", (double) peers);
    }

    @Override
    public void delivering(boolean anyPeerAccepts) {
        put(
                PREFIX + "delivering",
                "1 when at least one peer's last request succeeded.",
                null,
                "",
                anyPeerAccepts ? 1.0 : 0);
    }

    @Override
    public void gone(String peer) {
        Tags tags = Tags.of("peer", peer);
        meters.registry().getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith(PREFIX)
                        && meter.getId().getTags().containsAll(tags.stream().toList()))
                .forEach(meters.registry()::remove);
        values.keySet().removeIf(key -> key.endsWith("\n" + peer));
    }

    private void put(String name, String help, @Nullable String unit, String peer, double value) {
        values.computeIfAbsent(name + "\n" + peer, key -> {
                    AtomicReference<Double> holder = new AtomicReference<>(value);
                    Gauge.builder(name, holder, AtomicReference::get)
                            .description(help)
                            .baseUnit(unit)
                            .tags(peer.isEmpty() ? Tags.empty() : Tags.of(Tag.of("peer", peer)))
                            .strongReference(true)
                            .register(meters.registry());
                    return holder;
                })
                .set(value);
    }
}
