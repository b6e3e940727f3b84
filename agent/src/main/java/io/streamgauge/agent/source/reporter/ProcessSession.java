package io.streamgauge.agent.source.reporter;

import io.streamgauge.agent.source.reporter.snapshot.Layout;
import io.streamgauge.agent.source.reporter.snapshot.ProcessIdentity;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import io.streamgauge.wire.AbsentReason;
import io.streamgauge.wire.EventRecord;
import io.streamgauge.wire.Hello;
import io.streamgauge.wire.HistogramSample;
import io.streamgauge.wire.MetricType;
import io.streamgauge.wire.Protocol;
import io.streamgauge.wire.SpanRecord;
import io.streamgauge.wire.UpstreamListener;
import io.streamgauge.wire.profile.ProfileBegun;
import io.streamgauge.wire.profile.ProfileRefused;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one connection told so far. Its thread alone writes; each whole report is published as an immutable snapshot,
 * which any thread may read.
 */
final class ProcessSession implements UpstreamListener {

    private static final int MAX_PROBLEMS = 64;

    private final ReporterSource source;
    private final String remoteAddress;
    private final Peer peer;
    private final MemoryAccount memory;
    private final MetricTable table;
    private final Map<String, ReporterProblem> problemsByKey = new LinkedHashMap<>();
    private @Nullable Layout published;
    private long reportEpochMillis;

    private volatile @Nullable ProcessIdentity identity;
    private volatile @Nullable ProcessSnapshot snapshot;
    private volatile List<ReporterProblem> problems = List.of();

    ProcessSession(ReporterSource source, String remoteAddress, MemoryAccount memory, Peer peer) {
        this.source = source;
        this.remoteAddress = remoteAddress;
        this.memory = memory;
        this.peer = peer;
        table = new MetricTable(source.settings().bounds(), memory, source.counters());
    }

    /** Null before the hello. Any thread. */
    @Nullable
    ProcessIdentity identity() {
        return identity;
    }

    /** Null before the first whole report. Any thread. */
    @Nullable
    ProcessSnapshot snapshot() {
        return snapshot;
    }

    /** Any thread. */
    List<ReporterProblem> problems() {
        return problems;
    }

    /** Another connection speaks for this process now. Any thread. */
    void replaced() {
        peer.closeReplaced();
    }

    /** Any thread. */
    void send(ByteBuffer frame) {
        peer.send(frame);
    }

    /** Gives back what the connection held; nothing may be decoded afterwards. */
    void release() {
        memory.releaseAll();
    }

    @Override
    public void hello(Hello hello) {
        if (identity != null) {
            throw malformed("a second hello; expected one, as the first frame");
        }
        if (hello.version() != Protocol.VERSION) {
            throw new ProtocolViolation(
                    ProtocolViolation.VERSION,
                    "version " + hello.version() + "; expected " + Protocol.VERSION
                            + ": use a reporter of the agent's release");
        }
        if (hello.processId().isEmpty()) {
            throw malformed("hello without a process id");
        }
        identity = ProcessIdentity.of(hello, remoteAddress);
        source.arrived(this, hello.processId());
    }

    @Override
    public void defineScope(int scopeId, String logicalScope, Map<String, String> labels) {
        greeted();
        table.defineScope(scopeId, logicalScope, labels, source.nowEpochMillis());
    }

    @Override
    public void defineMetric(int metricId, int scopeId, MetricType type, String name) {
        greeted();
        table.defineMetric(metricId, scopeId, type, name);
    }

    @Override
    public void forgetMetric(int metricId) {
        greeted();
        table.forgetMetric(metricId);
    }

    @Override
    public void forgetScope(int scopeId) {
        greeted();
        table.forgetScope(scopeId);
    }

    @Override
    public void values(long epochMillis) {
        greeted();
        reportEpochMillis = epochMillis;
    }

    @Override
    public void longValue(int metricId, long value) {
        table.put(metricId, ProcessSnapshot.LONG, value);
    }

    @Override
    public void doubleValue(int metricId, double value) {
        table.put(metricId, ProcessSnapshot.DOUBLE, Double.doubleToRawLongBits(value));
    }

    @Override
    public void absent(int metricId, AbsentReason reason) {
        table.put(metricId, ProcessSnapshot.ABSENT, 0);
    }

    @Override
    public void histogram(int metricId, HistogramSample sample) {
        table.putHistogram(metricId, sample);
    }

    @Override
    public void endOfReport() {
        ProcessIdentity who = greeted();
        Layout layout = table.layout();
        if (layout != published) {
            who = who.refinedBy(layout.scopes());
            identity = who;
            published = layout;
        }
        snapshot = new ProcessSnapshot(who, layout, table.copyColumns(), reportEpochMillis, source.nowEpochMillis());
        source.counters().reports.increment();
    }

    @Override
    public void span(SpanRecord span) {
        source.spanReceived(greeted(), span);
    }

    @Override
    public void event(EventRecord event) {
        source.eventReceived(greeted(), event);
    }

    @Override
    public void problem(String cause, String subject, long total) {
        ProcessIdentity who = greeted();
        String key = cause + '\n' + subject;
        if (problemsByKey.size() < MAX_PROBLEMS || problemsByKey.containsKey(key)) {
            problemsByKey.put(key, new ReporterProblem(who, cause, subject, total));
            problems = List.copyOf(new ArrayList<>(problemsByKey.values()));
        }
    }

    @Override
    public void profileBegun(ProfileBegun begun) {
        source.answers().begun(greeted().processId(), begun);
    }

    @Override
    public void profileChunk(int requestId, long offset, ByteBuffer bytes) {
        source.answers().chunk(greeted().processId(), requestId, offset, bytes);
    }

    @Override
    public void profileEnd(int requestId, long endEpochMillis, long totalBytes) {
        source.answers().end(greeted().processId(), requestId, endEpochMillis, totalBytes);
    }

    @Override
    public void profileRefused(ProfileRefused refused) {
        source.answers().refused(greeted().processId(), refused);
    }

    @Override
    public void unknownFrame(int frameType) {
        source.counters().unknownFrames.increment();
    }

    private ProcessIdentity greeted() {
        ProcessIdentity who = identity;
        if (who == null) {
            throw malformed("no hello yet; expected it as the first frame");
        }
        return who;
    }

    private static ProtocolViolation malformed(String problem) {
        return new ProtocolViolation(ProtocolViolation.MALFORMED, problem);
    }
}
