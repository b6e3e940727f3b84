package io.streamgauge.agent.source.reporter;

import io.streamgauge.agent.fact.ProcessKind;
import io.streamgauge.agent.source.reporter.ProcessGone.Departure;
import io.streamgauge.wire.FrameType;
import io.streamgauge.wire.FrameWriter;
import io.streamgauge.wire.Hello;
import io.streamgauge.wire.MetricType;
import io.streamgauge.wire.Protocol;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Reporters of every kind against the real server. */
class IngestTest {

    private static final Duration PING = Duration.ofMillis(20);
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final ManualClock clock = new ManualClock();
    private final FrameWriter writer = new FrameWriter();
    private @Nullable IngestServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private ReporterSource start(@Nullable String token, IngestSettings.Bounds bounds) {
        IngestSettings settings = new IngestSettings(token, PING, SILENCE, Duration.ofMinutes(10), 4, bounds);
        server = new IngestServer(new ReporterSource(settings, clock, System::nanoTime), (vertx, router) -> {});
        return server.source();
    }

    private ReporterSource start() {
        return start(null, IngestSettings.Bounds.defaults());
    }

    private ReporterClient connect() {
        return connect(null);
    }

    private ReporterClient connect(@Nullable String token) {
        return new ReporterClient(server == null ? 0 : server.port(), token);
    }

    @Test
    void acceptsAReporterAndShowsItsReportOnceItIsWhole() {
        ReporterSource source = start();
        try (ReporterClient reporter = connect().greet("p1")) {
            assertThat(reporter.awaitAccepted()).isEqualTo(Protocol.MAX_FRAME_BYTES);
            assertThat(source.connected()).hasSize(1);
            define(reporter);
            reporter.send(values(7, false));
            unknownFrame(reporter);
            Await.until("the frame after the values", () -> source.counters().unknownFrames() == 1);
            assertThat(source.processes()).as("half a report").isEmpty();

            reporter.send(values(8, true));

            Await.until("a whole report", () -> !source.processes().isEmpty());
            ProcessSnapshot snapshot = source.processes().get(0);
            assertThat(snapshot.bits(0)).isEqualTo(8);
            assertThat(snapshot.kind(0)).isEqualTo(ProcessSnapshot.LONG);
            assertThat(snapshot.reportEpochMillis()).isEqualTo(1_000);
            assertThat(snapshot.receivedEpochMillis()).isEqualTo(clock.millis());
            assertThat(snapshot.layout().metric(0)).isEqualTo(new MetricDefinition("numX", MetricType.COUNTER));
            assertThat(snapshot.identity().kind()).isEqualTo(ProcessKind.TASK_MANAGER);
            assertThat(snapshot.identity().taskManagerId()).isEqualTo("tm-1");
            assertThat(snapshot.identity().remoteAddress()).contains("127.0.0.1");
        }
    }

    @Test
    void keepsValuesThatDidNotChange() {
        ReporterSource source = start();
        try (ReporterClient reporter = connect().greet("p1")) {
            define(reporter);
            reporter.send(values(7, true));
            writer.beginValues(2_000);
            writer.endOfReport();
            reporter.send(writer.take());

            Await.until("the second report", () -> source.counters().reports() == 2);
            assertThat(source.processes().get(0).bits(0)).isEqualTo(7);
            assertThat(source.processes().get(0).reportEpochMillis()).isEqualTo(2_000);
        }
    }

    @Test
    void refusesAWrongTokenAndNone() {
        ReporterSource source = start("secret", IngestSettings.Bounds.defaults());
        try (ReporterClient none = connect();
                ReporterClient wrong = connect("secreT");
                ReporterClient right = connect("secret").greet("p1")) {
            assertThat(none.awaitCloseCode()).isEqualTo(4401);
            assertThat(wrong.awaitCloseCode()).isEqualTo(4401);
            right.awaitAccepted();
            assertThat(source.counters().unauthorized()).isEqualTo(2);
            assertThat(source.connected()).hasSize(1);
        }
        assertThat(source.settings().toString()).doesNotContain("secret");
    }

    @Test
    void endsTheConnectionOfAMalformedFrame() {
        ReporterSource source = start();
        try (ReporterClient reporter = connect().greet("p1")) {
            define(reporter);
            reporter.send(values(7, true));
            Await.until("a report", () -> !source.processes().isEmpty());

            reporter.send(ByteBuffer.wrap(new byte[] {FrameType.VALUES, (byte) 0x80}));

            assertThat(reporter.awaitCloseCode()).isEqualTo(4400);
            assertThat(source.counters().malformed()).isEqualTo(1);
            assertThat(source.processes()).isEmpty();
            assertThat(source.gone().get(0).departure()).isEqualTo(Departure.REFUSED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"empty", "truncated", "no hello", "two hellos", "no scope", "same id", "text", "wrong type"})
    void endsTheConnectionOfFramesThatMakeNoSense(String what) {
        ReporterSource source = start();
        try (ReporterClient reporter = connect()) {
            if (!what.equals("no hello")) {
                reporter.greet("p1");
                define(reporter);
            }
            switch (what) {
                case "empty" -> reporter.send(ByteBuffer.allocate(0));
                case "truncated" -> {
                    ByteBuffer frame = values(7, true);
                    frame.limit(frame.limit() - 1);
                    reporter.send(frame);
                }
                case "no hello" -> reporter.send(values(7, true));
                case "two hellos" -> reporter.greet("p1");
                case "no scope" -> {
                    writer.begin(FrameType.DEFINE);
                    writer.defineMetric(9, 99, MetricType.GAUGE, "g");
                    reporter.send(writer.take());
                }
                case "same id" -> define(reporter);
                case "text" -> reporter.sendText("hello");
                default -> {
                    writer.begin(FrameType.DEFINE);
                    writer.defineMetric(9, 1, MetricType.HISTOGRAM, "h");
                    reporter.send(writer.take());
                    writer.beginValues(1);
                    writer.longValue(9, 1);
                    reporter.send(writer.take());
                }
            }
            assertThat(reporter.awaitCloseCode()).isEqualTo(4400);
            assertThat(source.counters().malformed()).isEqualTo(1);
            Await.until("memory given back", () -> source.heldBytes() == 0);
        }
    }

    @Test
    void refusesAVersionItDoesNotSpeak() {
        start();
        try (ReporterClient reporter = connect()) {
            writer.hello(new Hello(99, "p1", 1000, Map.of(), List.of()));
            reporter.send(writer.take());
            assertThat(reporter.awaitCloseCode()).isEqualTo(4406);
        }
    }

    @Test
    void endsTheConnectionOfAnOversizedFrame() {
        ReporterSource source = start();
        try (ReporterClient reporter = connect().greet("p1")) {
            reporter.awaitAccepted();
            sendQuietly(reporter, ByteBuffer.allocate(Protocol.MAX_FRAME_BYTES + 1), true);
            reporter.awaitCloseCode();
            Await.until("it is gone", () -> source.connected().isEmpty());
            assertThat(source.counters().malformed()).isEqualTo(1);
        }
    }

    @Test
    void endsTheConnectionOfAnEndlessFrame() {
        ReporterSource source = start();
        try (ReporterClient reporter = connect().greet("p1")) {
            reporter.awaitAccepted();
            ByteBuffer part = ByteBuffer.allocate(256 << 10);
            for (int i = 0; i < 16 && !source.connected().isEmpty(); i++) {
                sendQuietly(reporter, part.duplicate(), false);
            }
            Await.until("it is gone", () -> source.connected().isEmpty());
            assertThat(source.counters().malformed()).isEqualTo(1);
        }
    }

    @Test
    void skipsAndCountsFramesItDoesNotKnow() {
        ReporterSource source = start();
        try (ReporterClient reporter = connect().greet("p1")) {
            unknownFrame(reporter);
            define(reporter);
            reporter.send(values(7, true));
            Await.until("a report", () -> !source.processes().isEmpty());
            assertThat(source.counters().unknownFrames()).isEqualTo(1);
        }
    }

    @Test
    void refusesMoreConnectionsThanAllowed() {
        ReporterSource source = start(null, new IngestSettings.Bounds(1, 10, 10, 1 << 20, 1 << 20));
        try (ReporterClient first = connect().greet("p1")) {
            first.awaitAccepted();
            try (ReporterClient second = connect()) {
                assertThat(second.awaitCloseCode()).isEqualTo(4429);
            }
            assertThat(source.counters().overLimit()).isEqualTo(1);
            first.closeInOrder();
            Await.until("it is gone", () -> source.connected().isEmpty());
        }
        try (ReporterClient third = connect().greet("p3")) {
            third.awaitAccepted();
        }
    }

    @Test
    void refusesMetricsBeyondTheBoundAndGoesOnWithTheRest() {
        ReporterSource source = start(null, new IngestSettings.Bounds(10, 1, 2, 1 << 20, 1 << 20));
        try (ReporterClient reporter = connect().greet("p1")) {
            writer.begin(FrameType.DEFINE);
            writer.defineScope(1, "taskmanager", Map.of());
            for (int id = 1; id <= 4; id++) {
                writer.defineMetric(id, 1, MetricType.GAUGE, "g" + id);
            }
            writer.defineScope(2, "taskmanager.job", Map.of());
            writer.defineMetric(5, 2, MetricType.GAUGE, "g5");
            reporter.send(writer.take());
            writer.beginValues(1_000);
            for (int id = 1; id <= 5; id++) {
                writer.longValue(id, id);
            }
            writer.endOfReport();
            reporter.send(writer.take());

            Await.until("a report", () -> !source.processes().isEmpty());
            assertThat(source.processes().get(0).layout().slots()).isEqualTo(2);
            assertThat(source.counters().refusedDefinitions()).isEqualTo(4);
            assertThat(source.counters().strayValues()).isEqualTo(3);
        }
    }

    @Test
    void refusesWhatWouldHoldTooMuchMemory() {
        ReporterSource source = start(null, new IngestSettings.Bounds(10, 1_000, 1_000, 20_000, 1 << 20));
        try (ReporterClient reporter = connect().greet("p1")) {
            for (int id = 0; id < 100; id++) {
                writer.begin(FrameType.DEFINE);
                writer.defineScope(id, "taskmanager", Map.of("label", "x".repeat(1_000)));
                reporter.send(writer.take());
            }
            writer.beginValues(1_000);
            writer.endOfReport();
            reporter.send(writer.take());
            Await.until("a report", () -> !source.processes().isEmpty());
            assertThat(source.heldBytes()).isPositive().isLessThanOrEqualTo(20_000);
            assertThat(source.counters().refusedDefinitions()).isGreaterThan(90);
        }
        Await.until("memory given back", () -> source.heldBytes() == 0);
    }

    @Test
    void forgetsTheSeriesOfAKilledProcessAtOnceAndRemembersThatItIsDown() {
        ReporterSource source = start();
        AtomicInteger changes = new AtomicInteger();
        source.onChange(changes::incrementAndGet);
        try (ReporterClient reporter = connect().greet("p1")) {
            define(reporter);
            reporter.send(values(7, true));
            Await.until("a report", () -> !source.processes().isEmpty());
            assertThat(changes).hasValue(1);

            reporter.abort();

            Await.until("the loss is told", () -> changes.get() == 2);
            assertThat(source.processes()).isEmpty();
            ProcessGone gone = source.gone().get(0);
            assertThat(gone.departure()).isEqualTo(Departure.LOST);
            assertThat(gone.identity().taskManagerId()).isEqualTo("tm-1");
            assertThat(gone.since()).isEqualTo(clock.instant());
            clock.advance(Duration.ofMinutes(11));
            assertThat(source.gone()).isEmpty();
        }
    }

    @Test
    void knowsAnOrderlyFarewell() {
        ReporterSource source = start();
        try (ReporterClient reporter = connect().greet("p1")) {
            reporter.awaitAccepted();
            reporter.closeInOrder();
            Await.until("it is gone", () -> !source.gone().isEmpty());
            assertThat(source.gone().get(0).departure()).isEqualTo(Departure.CLEAN);
        }
    }

    @Test
    void aReconnectReplacesTheFormerConnection() {
        ReporterSource source = start();
        try (ReporterClient former = connect().greet("p1");
                ReporterClient latter = connect()) {
            define(former);
            former.send(values(7, true));
            Await.until("a report", () -> !source.processes().isEmpty());

            latter.greet("p1");

            assertThat(former.awaitCloseCode()).isEqualTo(1001);
            assertThat(source.processes()).isEmpty();
            define(latter);
            latter.send(values(9, true));
            Await.until("its report", () -> !source.processes().isEmpty());
            assertThat(source.processes()).hasSize(1);
            assertThat(source.processes().get(0).bits(0)).isEqualTo(9);
            assertThat(source.gone()).isEmpty();
        }
    }

    @Test
    void aProcessThatComesBackIsNoLongerDown() {
        ReporterSource source = start();
        try (ReporterClient reporter = connect().greet("p1")) {
            reporter.awaitAccepted();
            reporter.abort();
            Await.until("it is gone", () -> !source.gone().isEmpty());
        }
        try (ReporterClient again = connect().greet("p1")) {
            again.awaitAccepted();
            assertThat(source.gone()).isEmpty();
        }
    }

    @Test
    void givesUpAPeerThatDoesNotAnswerPings() throws Exception {
        ReporterSource source = start();
        try (MutePeer peer = new MutePeer(server == null ? 0 : server.port())) {
            writer.hello(ReporterClient.hello("mute"));
            peer.send(writer.take());
            Await.until("its hello", () -> !source.connected().isEmpty());
            for (int i = 0; i < 4; i++) {
                peer.awaitPing();
                clock.advance(Duration.ofSeconds(5));
            }
            Await.until("it is given up", () -> !source.gone().isEmpty());
            assertThat(source.gone().get(0).departure()).isEqualTo(Departure.SILENT);
        }
    }

    @Test
    void keepsAQuietPeerThatAnswersPings() {
        ReporterSource source = start();
        try (ReporterClient reporter = connect().greet("p1")) {
            reporter.awaitAccepted();
            for (int i = 0; i < 4; i++) {
                int pings = reporter.pings();
                Await.until("pings go and pongs come", () -> reporter.pings() > pings + 4);
                clock.advance(Duration.ofSeconds(10));
            }
            assertThat(source.connected()).hasSize(1);
        }
    }

    @Test
    void refusesAConnectionThatNeverSaysHello() {
        start();
        try (ReporterClient reporter = connect()) {
            Await.until("pings", () -> reporter.pings() > 1);
            clock.advance(SILENCE.plusSeconds(1));
            assertThat(reporter.awaitCloseCode()).isIn(4400, 4408);
        }
    }

    private void define(ReporterClient reporter) {
        writer.begin(FrameType.DEFINE);
        writer.defineScope(1, "taskmanager", FakeProcess.labels("tm_id", "tm-1", "host", "h1"));
        writer.defineMetric(2, 1, MetricType.COUNTER, "numX");
        reporter.send(writer.take());
    }

    private ByteBuffer values(long value, boolean whole) {
        writer.beginValues(1_000);
        writer.longValue(2, value);
        if (whole) {
            writer.endOfReport();
        }
        return writer.take();
    }

    private static void unknownFrame(ReporterClient reporter) {
        reporter.send(ByteBuffer.wrap(new byte[] {99, 1, 2, 3}));
    }

    /** The server may hang up while it is being sent. */
    private static void sendQuietly(ReporterClient reporter, ByteBuffer frame, boolean last) {
        try {
            reporter.send(frame, last);
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(java.io.IOException.class);
        }
    }
}
