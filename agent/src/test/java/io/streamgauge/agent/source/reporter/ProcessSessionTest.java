package io.streamgauge.agent.source.reporter;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.source.reporter.snapshot.Layout;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import io.streamgauge.wire.EventRecord;
import io.streamgauge.wire.FrameType;
import io.streamgauge.wire.FrameWriter;
import io.streamgauge.wire.HistogramSample;
import io.streamgauge.wire.MalformedFrameException;
import io.streamgauge.wire.MetricType;
import io.streamgauge.wire.SpanRecord;
import io.streamgauge.wire.UpstreamDecoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessSessionTest {

    private final ManualClock clock = new ManualClock();
    private final ReporterSource source = source(4);
    private final ProcessSession session = new ProcessSession(source, "test:1", source.newAccount(), new DeafPeer());
    private final UpstreamDecoder decoder = new UpstreamDecoder(session);
    private final FrameWriter writer = new FrameWriter();

    private ReporterSource source(int queued) {
        IngestSettings settings = new IngestSettings(
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofMinutes(10),
                queued,
                IngestSettings.Bounds.defaults());
        return new ReporterSource(settings, clock, () -> 0);
    }

    @Property(tries = 3_000)
    void noFrameBreaksMoreThanItsConnection(@ForAll @Size(max = 60) byte[] payload, @ForAll byte type) {
        ProcessSession anew = new ProcessSession(source, "test:1", source.newAccount(), new DeafPeer());
        anew.hello(ReporterClient.hello("p"));
        byte[] frame = new byte[payload.length + 1];
        frame[0] = (byte) (type & 15);
        System.arraycopy(payload, 0, frame, 1, payload.length);
        try {
            new UpstreamDecoder(anew).decode(ByteBuffer.wrap(frame));
            anew.endOfReport();
        } catch (MalformedFrameException | ProtocolViolation e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        anew.release();
        assertThat(source.heldBytes()).isZero();
    }

    @Test
    void publishedSnapshotsNeverChange() {
        FakeProcess process = new FakeProcess("p", clock);
        int scope = process.scope("taskmanager", "tm_id", "1");
        HistogramSample sample = new HistogramSample();
        sample.reset(5);
        sample.sum(1);
        process.gauge(scope, "b", 1).histogram(scope, "a", sample);
        ProcessSnapshot before = process.report();

        process.put(scope, "b", 2).gauge(scope, "c", 3).forget(scope, "a");
        ProcessSnapshot after = process.report();

        assertThat(before.layout().slots()).isEqualTo(2);
        assertThat(before.sum(0)).isEqualTo(1);
        assertThat(before.value(1)).isEqualTo(1);
        assertThat(after.layout().slots()).isEqualTo(2);
        assertThat(after.value(0)).isEqualTo(2);
        assertThat(after.value(1)).isEqualTo(3);
        assertThat(process.report().layout()).as("nothing came or went").isSameAs(after.layout());
        assertThat(after.layout().scopes().get(0))
                .as("same scope object")
                .isSameAs(before.layout().scopes().get(0));
    }

    @Test
    void followsAStormOfDefinitionsLikeAMap() {
        FakeProcess process = new FakeProcess("p", clock);
        Map<String, Long> expected = new HashMap<>();
        Map<String, Integer> scopes = new HashMap<>();
        Random random = new Random(1);
        for (int i = 0; i < 30_000; i++) {
            String scopeName = "s" + random.nextInt(20);
            int scope = scopes.computeIfAbsent(scopeName, name -> process.scope(name));
            String name = "m" + random.nextInt(500);
            String key = scopeName + "." + name;
            if (expected.remove(key) != null) {
                process.forget(scope, name);
            } else {
                process.counter(scope, name, i);
                expected.put(key, (long) i);
            }
            if (random.nextInt(1_000) == 0) {
                assertThat(values(process.report())).isEqualTo(expected);
            }
        }
        assertThat(values(process.report())).isEqualTo(expected);
    }

    private static Map<String, Long> values(ProcessSnapshot snapshot) {
        Map<String, Long> values = new HashMap<>();
        Layout layout = snapshot.layout();
        for (int scope = 0; scope < layout.scopes().size(); scope++) {
            for (int slot = layout.firstSlot(scope); slot < layout.firstSlot(scope + 1); slot++) {
                String key = layout.scopes().get(scope).logicalScope() + "."
                        + layout.metric(slot).name();
                values.put(key, snapshot.bits(slot));
            }
        }
        return values;
    }

    @Test
    void holdsNoMoreAfterTenThousandMetricsCameAndWent() throws Exception {
        session.hello(ReporterClient.hello("p"));
        writer.begin(FrameType.DEFINE);
        writer.defineScope(0, "taskmanager", Map.of());
        decoder.decode(writer.take());
        long before = source.heldBytes();
        for (int round = 0; round < 10; round++) {
            writer.begin(FrameType.DEFINE);
            for (int id = 0; id < 1_000; id++) {
                writer.defineMetric(round * 1_000 + id, 0, MetricType.HISTOGRAM, "h" + id);
            }
            decoder.decode(writer.take());
            writer.begin(FrameType.FORGET);
            for (int id = 0; id < 1_000; id++) {
                writer.forgetMetric(round * 1_000 + id);
            }
            decoder.decode(writer.take());
        }
        session.endOfReport();
        assertThat(source.heldBytes()).isEqualTo(before);
        assertThat(Objects.requireNonNull(session.snapshot()).layout().slots()).isZero();
    }

    @Test
    void queuesSpansAndEventsAndDropsThoseBeyondTheBound() throws Exception {
        session.hello(ReporterClient.hello("p"));
        writer.begin(FrameType.SPANS);
        for (int i = 0; i < 6; i++) {
            writer.span(new SpanRecord("s", "Checkpoint", i, i + 1, Map.of("checkpointId", (long) i), List.of()));
        }
        decoder.decode(writer.take());
        writer.begin(FrameType.EVENTS);
        writer.event(new EventRecord("s", "JobFailureEvent", 5, "INFO", "body", Map.of()));
        decoder.decode(writer.take());

        assertThat(source.queuedSpans()).isEqualTo(4);
        assertThat(source.drainSpans())
                .extracting(span -> span.record().startEpochMillis())
                .containsExactly(0L, 1L, 2L, 3L);
        assertThat(source.droppedSpans()).isEqualTo(2);
        assertThat(source.drainSpans()).isEmpty();
        List<Received<EventRecord>> events = source.drainEvents();
        assertThat(events.get(0).process().processId()).isEqualTo("p");
        assertThat(events.get(0).at()).isEqualTo(clock.instant());
    }

    @Test
    void keepsTheNewestCountOfEachProblem() throws Exception {
        session.hello(ReporterClient.hello("p"));
        writer.problem("gauge threw", "taskmanager.x", 1);
        decoder.decode(writer.take());
        writer.problem("gauge threw", "taskmanager.x", 17);
        decoder.decode(writer.take());

        assertThat(source.problems())
                .containsExactly(new ReporterProblem(
                        Objects.requireNonNull(session.identity()), "gauge threw", "taskmanager.x", 17));
    }

    @Property(tries = 200)
    void idsMapLikeAHashMap(@ForAll long seed) {
        Random random = new Random(seed);
        IdMap ids = new IdMap();
        Map<Integer, Integer> expected = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            int key = random.nextInt(random.nextBoolean() ? 300 : Integer.MAX_VALUE);
            if (random.nextInt(3) == 0) {
                ids.remove(key);
                expected.remove(key);
            } else {
                ids.put(key, i);
                expected.put(key, i);
            }
        }
        assertThat(ids.size()).isEqualTo(expected.size());
        expected.forEach((key, value) -> assertThat(ids.get(key)).isEqualTo(value));
    }
}
