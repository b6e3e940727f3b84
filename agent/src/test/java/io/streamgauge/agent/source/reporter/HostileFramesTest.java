package io.streamgauge.agent.source.reporter;

import io.streamgauge.agent.source.reporter.ProcessGone.Departure;
import io.streamgauge.wire.FrameType;
import io.streamgauge.wire.Hello;
import io.streamgauge.wire.MetricType;
import io.streamgauge.wire.Protocol;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Frames that no reporter should send. */
class HostileFramesTest extends IngestFixture {

    @Test
    void endsTheConnectionOfAMalformedFrame() {
        ReporterSource source = start();
        try (ReporterClient reporter = connect().greet("p1")) {
            define(reporter);
            reporter.send(values(7, true));
            await("a report").untilTrue(() -> !source.processes().isEmpty());

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
            await("memory given back").untilTrue(() -> source.heldBytes() == 0);
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
            await("it is gone").untilTrue(() -> source.connected().isEmpty());
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
            await("it is gone").untilTrue(() -> source.connected().isEmpty());
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
            await("a report").untilTrue(() -> !source.processes().isEmpty());
            assertThat(source.counters().unknownFrames()).isEqualTo(1);
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

            await("a report").untilTrue(() -> !source.processes().isEmpty());
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
            await("a report").untilTrue(() -> !source.processes().isEmpty());
            assertThat(source.heldBytes()).isPositive().isLessThanOrEqualTo(20_000);
            assertThat(source.counters().refusedDefinitions()).isGreaterThan(90);
        }
        await("memory given back").untilTrue(() -> source.heldBytes() == 0);
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
