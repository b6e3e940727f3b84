package io.streamgauge.agent.source.reporter;

import io.streamgauge.agent.source.reporter.ProcessGone.Departure;
import io.streamgauge.agent.source.reporter.snapshot.ProcessIdentity;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import io.streamgauge.wire.EventRecord;
import io.streamgauge.wire.Protocol;
import io.streamgauge.wire.SpanRecord;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All facts that reporters push. Connections write, each on its own event loop; every method that reads may be called by
 * any thread, takes no lock that a connection waits for, and sees whole reports only.
 */
public final class ReporterSource {

    private static final Logger LOG = LoggerFactory.getLogger(ReporterSource.class);

    /** Flink's name for a whole checkpoint, as its CheckpointStatsTracker has it. */
    private static final String CHECKPOINT_SPAN = "Checkpoint";

    private static final int MAX_GONE = 10_000;

    private final IngestSettings settings;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final IngestCounters counters = new IngestCounters();
    private final AtomicLong heldBytes = new AtomicLong();
    private final Map<String, ProcessSession> live = new ConcurrentHashMap<>();
    private final Map<String, ProcessGone> gone = new ConcurrentHashMap<>();
    private final BoundedQueue<Received<SpanRecord>> spans;
    private final BoundedQueue<Received<EventRecord>> events;
    private final List<Runnable> changeListeners = new CopyOnWriteArrayList<>();
    private volatile ProfileAnswers profileAnswers = new NoProfilesAsked();

    /** @param nanoTime only measures how long decoding takes */
    public ReporterSource(IngestSettings settings, InstantSource clock, LongSupplier nanoTime) {
        this.settings = settings;
        this.clock = clock;
        this.nanoTime = nanoTime;
        spans = new BoundedQueue<>(settings.queuedRecords());
        events = new BoundedQueue<>(settings.queuedRecords());
    }

    /** Takes reporters in at {@link Protocol#PATH}. The server must be bounded by {@link #bound} as well. */
    public void mount(Vertx vertx, Router router) {
        router.route(Protocol.PATH).handler(new IngestHandler(vertx, this));
    }

    /** Sets the server's WebSocket limits to those of the protocol. */
    public static HttpServerOptions bound(HttpServerOptions options) {
        return options.setMaxWebSocketFrameSize(Protocol.MAX_FRAME_BYTES)
                .setMaxWebSocketMessageSize(Protocol.MAX_FRAME_BYTES);
    }

    /** Connected processes that sent a whole report, in a stable order. */
    public List<ProcessSnapshot> processes() {
        List<ProcessSnapshot> snapshots = new ArrayList<>();
        for (ProcessSession session : live.values()) {
            ProcessSnapshot snapshot = session.snapshot();
            if (snapshot != null) {
                snapshots.add(snapshot);
            }
        }
        snapshots.sort(Comparator.comparing(
                        (ProcessSnapshot snapshot) -> snapshot.identity().kind())
                .thenComparing(snapshot -> orEmpty(snapshot.identity().taskManagerId()))
                .thenComparing(snapshot -> snapshot.identity().processId()));
        return List.copyOf(snapshots);
    }

    /** Processes that said hello and are connected, whether they reported yet or not. */
    public List<ProcessIdentity> connected() {
        List<ProcessIdentity> identities = new ArrayList<>();
        for (ProcessSession session : live.values()) {
            ProcessIdentity identity = session.identity();
            if (identity != null) {
                identities.add(identity);
            }
        }
        identities.sort(Comparator.comparing(ProcessIdentity::processId));
        return List.copyOf(identities);
    }

    /** Processes that went away lately and did not come back, oldest first. */
    public List<ProcessGone> gone() {
        Instant horizon = clock.instant().minus(settings.rememberGone());
        gone.values().removeIf(process -> process.since().isBefore(horizon));
        List<ProcessGone> recent = new ArrayList<>(gone.values());
        recent.sort(Comparator.comparing(ProcessGone::since).thenComparing(ProcessGone::processId));
        return List.copyOf(recent);
    }

    /** Spans since the last call, oldest first. */
    public List<Received<SpanRecord>> drainSpans() {
        return spans.drain();
    }

    /** Events since the last call, oldest first. */
    public List<Received<EventRecord>> drainEvents() {
        return events.drain();
    }

    /** What goes wrong inside the connected reporters. */
    public List<ReporterProblem> problems() {
        List<ReporterProblem> all = new ArrayList<>();
        live.values().forEach(session -> all.addAll(session.problems()));
        return List.copyOf(all);
    }

    /**
     * Called on an event loop, right when a process came or went, or a checkpoint ended, which Flink may not keep for
     * long: must return at once.
     */
    public void onChange(Runnable listener) {
        changeListeners.add(listener);
    }

    /** Names the one who asks for profiles, before any process connects. */
    public void onProfileAnswers(ProfileAnswers answers) {
        profileAnswers = answers;
    }

    /**
     * Sends a frame to a process. Any thread.
     *
     * @return false if it is not connected
     */
    public boolean send(String processId, ByteBuffer frame) {
        ProcessSession session = live.get(processId);
        if (session != null) {
            session.send(frame);
        }
        return session != null;
    }

    public IngestCounters counters() {
        return counters;
    }

    public int queuedSpans() {
        return spans.size();
    }

    public int queuedEvents() {
        return events.size();
    }

    public long droppedSpans() {
        return spans.dropped();
    }

    public long droppedEvents() {
        return events.dropped();
    }

    /** Estimated heap that all connections hold. */
    public long heldBytes() {
        return heldBytes.get();
    }

    ProfileAnswers answers() {
        return profileAnswers;
    }

    IngestSettings settings() {
        return settings;
    }

    long nowEpochMillis() {
        return clock.millis();
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    MemoryAccount newAccount() {
        return new MemoryAccount(heldBytes, settings.bounds());
    }

    void arrived(ProcessSession session, String processId) {
        ProcessSession former;
        // The lock orders coming and going of one process over two connections; it is rare.
        synchronized (gone) {
            former = live.put(processId, session);
            gone.remove(processId);
        }
        if (former != null) {
            former.replaced();
            profileAnswers.lost(processId);
        }
        counters.accepted.increment();
        LOG.info("Reporter connected: process={}", processId);
        changed();
    }

    void departed(ProcessSession session, Departure departure) {
        ProcessIdentity identity = session.identity();
        if (identity == null) {
            return;
        }
        synchronized (gone) {
            if (!live.remove(identity.processId(), session)) {
                return;
            }
            if (gone.size() < MAX_GONE) {
                gone.put(identity.processId(), new ProcessGone(identity, clock.instant(), departure));
            }
        }
        LOG.info("Reporter gone: process={} departure={}", identity.processId(), departure);
        profileAnswers.lost(identity.processId());
        changed();
    }

    void spanReceived(ProcessIdentity process, SpanRecord span) {
        spans.offer(new Received<>(process, clock.instant(), span), weight(span));
        if (span.name().equals(CHECKPOINT_SPAN)) {
            changed();
        }
    }

    void eventReceived(ProcessIdentity process, EventRecord event) {
        long bytes = 300 + 2L * event.body().length() + weight(event.attributes());
        events.offer(new Received<>(process, clock.instant(), event), bytes);
    }

    private static long weight(SpanRecord span) {
        long bytes = 300 + weight(span.attributes());
        for (SpanRecord child : span.children()) {
            bytes += weight(child);
        }
        return bytes;
    }

    private static long weight(Map<String, Object> attributes) {
        long bytes = 0;
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            bytes += 100 + 2L * attribute.getKey().length();
            if (attribute.getValue() instanceof String text) {
                bytes += 2L * text.length();
            }
        }
        return bytes;
    }

    private void changed() {
        for (Runnable listener : changeListeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOG.error("A listener for process changes failed", e);
            }
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
