package io.streamgauge.agent.source.flinkrest;

import io.streamgauge.agent.source.flinkrest.answer.RestPoll;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks Flink's REST interface for what reporters cannot tell: topology, checkpoints with their details, failures,
 * backpressure, TaskManagers.
 *
 * <p>The loop calls {@link #poll} at each tick and goes on with {@link #take}, without waiting. Both may be called on
 * any thread; the work is done on one event loop, which is never blocked.
 */
public final class FlinkRestSource {

    private final Context context;
    private final InstantSource clock;
    private final FlinkRestSettings settings;
    private final RestMetrics metrics;
    private final RestClient client;
    private final Poller poller;
    private final Outbox outbox = new Outbox();

    // Guarded by this.
    private @Nullable Future<Void> underWay;
    private @Nullable Instant lastBegin;
    private boolean closed;

    public FlinkRestSource(Vertx vertx, FlinkRestSettings settings, InstantSource clock, RestMetrics metrics) {
        this.context = vertx.getOrCreateContext();
        this.clock = clock;
        this.settings = settings;
        this.metrics = metrics;
        this.client = new RestClient(vertx, settings, clock, metrics);
        this.poller = new Poller(client, settings, outbox);
    }

    /**
     * Begins a poll, unless one is under way or the last one began too recently. Returns at once; the future, which
     * never fails, completes when no poll is under way any more.
     */
    public synchronized Future<Void> poll() {
        Future<Void> before = underWay;
        if (before != null) {
            return before;
        }
        Instant now = clock.instant();
        if (closed || tooSoon(now)) {
            return Future.succeededFuture();
        }
        lastBegin = now;
        Promise<Void> done = Promise.promise();
        Future<Void> poll = done.future();
        underWay = poll;
        context.runOnContext(begin -> poller.poll(now).onComplete(result -> {
            metrics.polled(Duration.between(now, clock.instant()));
            over();
            done.complete();
        }));
        return poll;
    }

    private boolean tooSoon(Instant now) {
        Instant last = lastBegin;
        return last != null
                && !now.isBefore(last)
                && now.isBefore(last.plus(settings.minimums().poll()));
    }

    private synchronized void over() {
        underWay = null;
    }

    /** What the last poll that ended has read, with what ended or vanished since the last take. */
    public RestPoll take() {
        return outbox.take();
    }

    /** Ends all requests. */
    public Future<Void> close() {
        synchronized (this) {
            closed = true;
        }
        return client.close();
    }
}
