package io.streamgauge.reporter.link;

import io.streamgauge.reporter.index.Forgotten;
import io.streamgauge.reporter.index.MetricIndex;
import io.streamgauge.reporter.problem.Problems;
import io.streamgauge.reporter.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps up the connection to one agent and knows what that agent has been told. Owned by the reporter's thread. Each
 * agent has its own, so that none waits for another.
 */
public final class Link {

    private static final Logger LOG = LoggerFactory.getLogger("io.streamgauge.reporter");

    /** Spans and events kept for an agent that is away. */
    private static final int MAX_KEPT_BYTES = 1 << 20;

    private final URI agent;
    private final Settings settings;
    private final HttpClient client;
    private final Supplier<Connection> connections;
    private final BackOff backOff;
    private final Problems problems;

    private @Nullable Connection connection;
    private long startedNanos;
    private long pingedNanos;
    private long nextAttemptNanos;
    private boolean live;
    private long connects;

    /** The agent knows everything up to the last report: what has changed since is enough. */
    private boolean inStep;
    /** Ids below were defined on this connection. */
    private int metricsBelow;

    private int scopesBelow;
    private final Forgotten missed = new Forgotten();
    private int problemsTold;

    private final Deque<ByteBuffer> kept = new ArrayDeque<>();
    private int keptBytes;
    private long recordsDropped;

    /** @param nowNanos on the clock of {@link #tick}; the first attempt is due then */
    public Link(
            URI agent,
            Settings settings,
            HttpClient client,
            Supplier<Connection> connections,
            BackOff backOff,
            Problems problems,
            long nowNanos) {
        this.agent = agent;
        this.settings = settings;
        this.client = client;
        this.connections = connections;
        this.backOff = backOff;
        this.problems = problems;
        this.nextAttemptNanos = nowNanos;
    }

    /** Does what is due: connects, pings, drops what is of no use. */
    public void tick(long nowNanos) {
        Connection current = connection;
        if (current == null) {
            if (nowNanos - nextAttemptNanos >= 0) {
                connect(nowNanos);
            }
            return;
        }
        String failure = failure(current, nowNanos);
        if (failure != null) {
            drop(current, failure, nowNanos);
        } else if (current.isAccepted()) {
            if (!live) {
                live = true;
                connects++;
                LOG.info("Streamgauge: reporting to {}", agent);
            }
            if (nowNanos - pingedNanos >= settings.agentTimeout().toNanos() / 4) {
                pingedNanos = nowNanos;
                current.ping();
            }
        }
    }

    /** The time, on the clock of {@link #tick}, at which {@link #tick} has something to do, if nothing else happens before. */
    public long nextTickNanos() {
        Connection current = connection;
        if (current == null) {
            return nextAttemptNanos;
        }
        if (!live) {
            return startedNanos + 2 * settings.connectTimeout().toNanos();
        }
        long silent = current.heardNanos() + settings.agentTimeout().toNanos();
        long ping = pingedNanos + settings.agentTimeout().toNanos() / 4;
        return silent - ping < 0 ? silent : ping;
    }

    /** Connected and to be told everything, as soon as that is possible. */
    public boolean isAwaited() {
        return live && !inStep;
    }

    private @Nullable String failure(Connection current, long nowNanos) {
        String failure = current.failure();
        if (failure != null) {
            return failure;
        }
        // The handshake has its own timeout of as long.
        if (!live && nowNanos - startedNanos > 2 * settings.connectTimeout().toNanos() && !current.isAccepted()) {
            return "not accepted within " + 2 * settings.connectTimeout().toMillis() + " ms";
        }
        if (live && nowNanos - current.heardNanos() > settings.agentTimeout().toNanos()) {
            // Frozen or cut off, whatever TCP says.
            return "silent for " + settings.agentTimeout().toMillis() + " ms";
        }
        return null;
    }

    private void connect(long nowNanos) {
        Connection fresh = connections.get();
        connection = fresh;
        startedNanos = nowNanos;
        pingedNanos = nowNanos;
        try {
            fresh.open(client, agent, token(), settings.connectTimeout());
        } catch (IOException | IllegalArgumentException e) {
            // Of the token's file, or a token that no header can hold. Its text must not reach a log.
            drop(fresh, "token or token.file cannot be used: " + e.getClass().getName(), nowNanos);
        }
    }

    private String token() throws IOException {
        return settings.tokenFile().isEmpty()
                ? settings.token()
                : Files.readString(Path.of(settings.tokenFile())).trim();
    }

    private void drop(Connection current, String failure, long nowNanos) {
        problems.note(failure, "agent " + agent);
        current.abort();
        connection = null;
        nextAttemptNanos = nowNanos + backOff.afterFailure(live ? nowNanos - startedNanos : 0);
        live = false;
        inStep = false;
        metricsBelow = 0;
        scopesBelow = 0;
        problemsTold = 0;
        missed.clear();
    }

    /** Ready for a report: connected, accepted, and nothing of the one before is still waiting. */
    public boolean isReady() {
        Connection current = connection;
        return live && current != null && current.isDrained();
    }

    /** Nothing but what changes need be told. */
    public boolean isInStep() {
        return inStep;
    }

    /** Leaves a report out because the agent is slow. It gets everything when it has caught up. */
    void skip(Forgotten forgotten) {
        if (live) {
            inStep = false;
            missed.addAll(forgotten, metricsBelow, scopesBelow);
        }
    }

    /** Lays out the forgets and defines that this agent has not had. */
    void catchUp(Frames frames, MetricIndex index) {
        missed.addAll(index.forgotten(), metricsBelow, scopesBelow);
        frames.forget(missed);
        missed.clear();
        frames.define(index, metricsBelow, scopesBelow);
    }

    /** Sends a report, after which the agent knows all that the index holds. */
    void report(Frames frames, MetricIndex index, Frames scratch) {
        scratch.problems(problems, problems.from(problemsTold));
        problemsTold += scratch.done().size();
        inStep = true;
        metricsBelow = index.nextMetricId();
        scopesBelow = index.nextScopeId();
        List<ByteBuffer> all = new ArrayList<>(frames.done());
        all.addAll(scratch.done());
        all.addAll(kept);
        kept.clear();
        keptBytes = 0;
        send(all);
    }

    /** A span or an event: sent at once, or kept while the agent is away, the newest rather than the oldest. */
    public void record(ByteBuffer frame) {
        if (inStep) {
            send(List.of(frame));
            return;
        }
        kept.add(frame);
        keptBytes += frame.remaining();
        while (keptBytes > MAX_KEPT_BYTES) {
            keptBytes -= kept.remove().remaining();
            recordsDropped++;
        }
    }

    private void send(List<ByteBuffer> frames) {
        Connection current = connection;
        if (current != null) {
            current.send(frames);
        }
    }

    /** Says good-bye. */
    public void close() {
        Connection current = connection;
        if (current != null) {
            current.close();
        }
    }

    /** Lets go of the connection at once. */
    public void abort() {
        Connection current = connection;
        if (current != null) {
            current.abort();
        }
    }

    /** Nothing waits to be sent to an agent that would take it. */
    public boolean isDrained() {
        Connection current = connection;
        return !live || current == null || current.failure() != null || current.isDrained();
    }

    /** Connections after the first. */
    public long reconnects() {
        return Math.max(0, connects - 1);
    }

    /** Spans and events that were kept too long. */
    public long recordsDropped() {
        return recordsDropped;
    }
}
