package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.output.alertmanager.episode.Alert;
import io.streamgauge.agent.output.alertmanager.episode.EpisodeCodec;
import io.streamgauge.agent.output.alertmanager.episode.EpisodeMemory;
import io.streamgauge.agent.output.alertmanager.peer.Peer;
import io.streamgauge.agent.output.alertmanager.peer.PeerAddress;
import io.streamgauge.agent.output.alertmanager.peer.PeerDiscovery;
import io.streamgauge.agent.output.alertmanager.peer.PeerNames;
import io.streamgauge.agent.output.alertmanager.peer.SystemNames;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The push of findings to Alertmanager. {@link #start} once, {@link #tick} with every tick's findings from the thread of
 * the loop, {@link #stop} at the end, which resolves nothing: the next run or another agent carries on, or the alerts
 * end by themselves.
 */
public final class AlertmanagerOutput {

    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerOutput.class);

    private final Vertx vertx;
    private final Context context;
    private final AlertmanagerSettings settings;
    private final EpisodeMemory memory;
    private final InstantSource clock;
    private final AlertEpisodes episodes;
    private final AlertPost post;
    private final PeerDiscovery discovery;
    private final Map<Peer, AlertmanagerClient> clients = new HashMap<>();
    private final Listener listener;
    private volatile List<Alert> lastSent = List.of();
    private boolean memoryFailing;
    private long refreshTimer = -1;
    private boolean stopped;

    /**
     * Does nothing before {@link #start}.
     *
     * @param settings not off
     */
    public AlertmanagerOutput(
            Vertx vertx,
            AlertmanagerSettings settings,
            EpisodeMemory memory,
            AlertmanagerMetrics metrics,
            InstantSource clock) {
        this(vertx, settings, memory, metrics, clock, new SystemNames(vertx, vertx.createDnsClient()));
    }

    AlertmanagerOutput(
            Vertx vertx,
            AlertmanagerSettings settings,
            EpisodeMemory memory,
            AlertmanagerMetrics metrics,
            InstantSource clock,
            PeerNames names) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.settings = settings;
        this.memory = memory;
        this.clock = clock;
        this.episodes = new AlertEpisodes(new AlertWording(settings), settings.verdicts(), settings.timing());
        this.post = new AlertPost(vertx, settings.http());
        this.discovery = new PeerDiscovery(
                settings.peers().stream().map(PeerAddress::parse).toList(), names);
        this.listener = new Listener(metrics);
    }

    /** Takes up the episodes of the last run and begins to look for peers. Done when the first look has ended. */
    public Future<Void> start() {
        restore();
        Promise<Void> ready = Promise.promise();
        context.runOnContext(go -> refresh().onComplete(ready));
        return ready.future();
    }

    /** Sends what is due. The findings are all there are at {@code now}: an alert whose finding is missing resolves. */
    public void tick(List<Finding> findings, Instant now) {
        List<Alert> sends = episodes.tick(findings, now);
        lastSent = episodes.lastSent();
        if (sends.isEmpty()) {
            return;
        }
        save();
        context.runOnContext(go -> clients.values().forEach(client -> client.offer(sends)));
    }

    public Future<Void> stop() {
        Promise<Void> done = Promise.promise();
        context.runOnContext(go -> {
            stopped = true;
            vertx.cancelTimer(refreshTimer);
            clients.values().forEach(AlertmanagerClient::close);
            clients.clear();
            post.close();
            done.complete();
        });
        return done.future();
    }

    private Future<Void> refresh() {
        return discovery.discover().map(found -> {
            if (!stopped) {
                update(found);
                refreshTimer = vertx.setTimer(settings.timing().refreshPeers().toMillis(), timer -> refresh());
            }
            return null;
        });
    }

    private void update(Set<Peer> found) {
        for (Peer gone : List.copyOf(clients.keySet())) {
            if (!found.contains(gone)) {
                LOG.info("Alertmanager peer gone: peer={}", gone.name());
                AlertmanagerClient client = clients.remove(gone);
                if (client != null) {
                    client.close();
                }
                listener.forget(gone);
            }
        }
        for (Peer peer : found) {
            if (!clients.containsKey(peer)) {
                LOG.info("Alertmanager peer found: peer={}", peer.name());
                Backoff backoff = new Backoff(settings.timing().resend(), () -> ThreadLocalRandom.current()
                        .nextDouble());
                AlertmanagerClient client = new AlertmanagerClient(vertx, peer, post, backoff, clock, listener);
                clients.put(peer, client);
                client.offer(lastSent);
            }
        }
        listener.metrics().discovered(clients.size());
    }

    private void restore() {
        try {
            byte[] remembered = memory.load();
            if (remembered != null) {
                episodes.restore(EpisodeCodec.decode(remembered), clock.instant());
            }
        } catch (RuntimeException e) {
            // An alert that starts anew is better than none.
            LOG.warn("Alert episodes of the last run are lost: error={}", e.toString());
        }
    }

    private void save() {
        try {
            memory.save(EpisodeCodec.encode(episodes.states().values()));
            memoryFailing = false;
        } catch (RuntimeException e) {
            if (!memoryFailing) {
                memoryFailing = true;
                LOG.warn("Alert episodes cannot be saved, a restart would begin them anew: error={}", e.toString());
            }
        }
    }

    /** Knows whether at least one peer accepts. For one context. */
    private static final class Listener implements AlertmanagerClient.PeerListener {
        private final AlertmanagerMetrics metrics;
        private final Set<Peer> accepting = new HashSet<>();

        Listener(AlertmanagerMetrics metrics) {
            this.metrics = metrics;
        }

        @Override
        public AlertmanagerMetrics metrics() {
            return metrics;
        }

        @Override
        public void answered(Peer peer, boolean accepted) {
            if (accepted) {
                accepting.add(peer);
            } else {
                accepting.remove(peer);
            }
            metrics.delivering(!accepting.isEmpty());
        }

        void forget(Peer peer) {
            accepting.remove(peer);
        }
    }
}
