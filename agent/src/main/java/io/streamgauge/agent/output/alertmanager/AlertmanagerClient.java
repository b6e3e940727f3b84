package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.output.alertmanager.episode.Alert;
import io.streamgauge.agent.output.alertmanager.peer.Peer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to one peer, whatever the others do: one request at a time, so that an older state never overtakes a newer
 * one. For one context.
 */
final class AlertmanagerClient {

    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerClient.class);
    private static final int MOST_PER_BATCH = 256;
    private static final int QUEUE_CAPACITY = 10_000;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Peer peer;
    private final AlertPost post;
    private final Backoff backoff;
    private final InstantSource clock;
    private final PeerListener listener;
    private final PeerQueue queue = new PeerQueue(QUEUE_CAPACITY);

    /** Halves of a refused batch, on the way to the alert that is to blame. */
    private final Deque<List<Alert>> parts = new ArrayDeque<>();

    private long retryTimer = NO_TIMER;
    private boolean busy;
    private boolean closed;
    private boolean failing;

    /** Told of a peer's fate. */
    interface PeerListener {
        AlertmanagerMetrics metrics();

        /** The last request succeeded, or did not. */
        void answered(Peer peer, boolean accepted);
    }

    AlertmanagerClient(
            Vertx vertx, Peer peer, AlertPost post, Backoff backoff, InstantSource clock, PeerListener listener) {
        this.vertx = vertx;
        this.peer = peer;
        this.post = post;
        this.backoff = backoff;
        this.clock = clock;
        this.listener = listener;
    }

    void offer(List<Alert> alerts) {
        dropped(queue.offer(alerts), "full");
        pump();
    }

    /** What waits is not sent any more; a request under way may still arrive. */
    void close() {
        closed = true;
        vertx.cancelTimer(retryTimer);
        metrics().gone(peer.name());
    }

    private void pump() {
        if (closed || busy || retryTimer != NO_TIMER) {
            return;
        }
        dropped(queue.removeExpired(clock.instant()), "expired");
        List<Alert> batch = next();
        metrics().queued(peer.name(), queue.size());
        if (batch.isEmpty()) {
            return;
        }
        busy = true;
        long startNanos = System.nanoTime();
        post.send(peer, batch).onSuccess(answer -> {
            busy = false;
            if (!closed) {
                metrics().answered(peer.name(), Duration.ofNanos(System.nanoTime() - startNanos));
                handle(batch, answer);
                pump();
            }
        });
    }

    private List<Alert> next() {
        while (!parts.isEmpty()) {
            List<Alert> part = parts.removeFirst().stream()
                    .filter(alert -> !queue.hasNewer(alert))
                    .toList();
            if (!part.isEmpty()) {
                return part;
            }
        }
        return queue.take(MOST_PER_BATCH);
    }

    private void handle(List<Alert> batch, Answer answer) {
        if (answer instanceof Answer.Accepted) {
            accepted(batch);
        } else if (answer instanceof Answer.Refused refused) {
            refused(batch, refused);
        } else if (answer instanceof Answer.Failed failed) {
            failed(batch, failed);
        }
    }

    private void accepted(List<Alert> batch) {
        backoff.succeeded();
        queue.markAccepted(batch);
        metrics().sent(peer.name(), batch.size(), clock.instant());
        if (failing) {
            failing = false;
            LOG.info("Alertmanager accepts alerts again: peer={}", peer.name());
        }
        listener.answered(peer, true);
    }

    private void refused(List<Alert> batch, Answer.Refused refused) {
        metrics().failed(peer.name(), batch.size(), "refused");
        if (!refused.maySplit()) {
            listener.answered(peer, false);
        } else if (batch.size() > 1) {
            int half = batch.size() / 2;
            parts.addFirst(List.copyOf(batch.subList(half, batch.size())));
            parts.addFirst(List.copyOf(batch.subList(0, half)));
            return;
        }
        dropped(batch.size(), "refused");
        for (Alert alert : batch) {
            if (queue.markRefused(alert)) {
                LOG.warn(
                        "Alertmanager refuses an alert: peer={} alert={} error={}",
                        peer.name(),
                        alert.identity(),
                        refused.detail());
            }
        }
    }

    private void failed(List<Alert> batch, Answer.Failed failed) {
        metrics().failed(peer.name(), batch.size(), failed.reason());
        if (!failing) {
            failing = true;
            LOG.warn(
                    "Alertmanager takes no alerts, trying again: peer={} reason={} error={}",
                    peer.name(),
                    failed.reason(),
                    failed.detail());
        }
        int pushedOut = queue.giveBack(batch);
        for (List<Alert> part : parts) {
            pushedOut += queue.giveBack(part);
        }
        parts.clear();
        dropped(pushedOut, "full");
        listener.answered(peer, false);
        retryTimer = vertx.setTimer(backoff.failed(failed.retryAfter()).toMillis(), timer -> {
            retryTimer = NO_TIMER;
            pump();
        });
    }

    private void dropped(int alerts, String reason) {
        if (alerts > 0) {
            metrics().dropped(peer.name(), alerts, reason);
        }
    }

    private AlertmanagerMetrics metrics() {
        return listener.metrics();
    }
}
