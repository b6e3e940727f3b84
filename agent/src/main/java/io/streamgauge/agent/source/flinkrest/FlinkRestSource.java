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
 * <p>It polls at its own pace after {@link #start}; {@link #take} gives the newest answer without waiting. All methods
 * may be called on any thread; the work is done on one event loop, which is never blocked.
 */
public final class FlinkRestSource {

    /** As often as Flink's own page asks by default. */

    /** An answer that is not replaced within so many times the limit of one is withdrawn. */
    private static final int PATIENCE = 4;

    private final Vertx vertx;
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
    private volatile Duration interval;

    public FlinkRestSource(Vertx vertx, FlinkRestSettings settings, InstantSource clock, RestMetrics metrics) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.clock = clock;
        this.settings = settings;
        this.metrics = metrics;
        this.client = new RestClient(vertx, settings, clock, metrics);
        this.poller = new Poller(client, settings, outbox);
        this.interval = settings.minimums().poll();
    }

    /**
     * Polls until closed: once a tick, since the JobManager pays for each; never more often than the settings allow, and
     * one after the other. The future, which never fails, completes after the first poll.
     *
     * @param tick how often what was read is taken
     */
    public Future<Void> start(Duration tick) {
        Duration chosen = noLessThanAllowed(tick);
        interval = chosen;
        Future<Void> first = poll();
        first.onComplete(done -> pollLater(chosen));
        return first;
    }

    private Duration noLessThanAllowed(Duration wanted) {
        Duration least = settings.minimums().poll();
        return least.compareTo(wanted) > 0 ? least : wanted;
    }

    private void pollLater(Duration pause) {
        long millis;
        synchronized (this) {
            if (closed) {
                return;
            }
            millis = millisToNext(pause);
        }
        vertx.setTimer(millis, timer -> poll().onComplete(done -> pollLater(pause)));
    }

    /** In 1 ms to the whole interval, also where the clock was set. */
    private long millisToNext(Duration pause) {
        Instant last = lastBegin;
        Duration left = last == null ? pause : Duration.between(clock.instant(), last.plus(pause));
        return Math.max(1, Math.min(left.toMillis(), pause.toMillis()));
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

    /**
     * What the last poll that ended has read, with what ended or vanished since the last take. What is so old that
     * several polls should have replaced it is withdrawn.
     */
    public RestPoll take() {
        Duration oldest = settings.timeouts().answer().multipliedBy(PATIENCE).plus(interval);
        return outbox.take(clock.instant(), oldest);
    }

    /** Ends all requests. */
    public Future<Void> close() {
        synchronized (this) {
            closed = true;
        }
        return client.close();
    }
}
