package io.streamgauge.agent.source.reporter;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.testbed.process.Await;
import io.streamgauge.wire.FrameType;
import io.streamgauge.wire.FrameWriter;
import io.streamgauge.wire.MetricType;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A server that each test starts with its own settings, and frames to send it. */
abstract class IngestFixture {

    static final Duration PING = Duration.ofMillis(20);
    static final Duration SILENCE = Duration.ofSeconds(15);

    final ManualClock clock = new ManualClock();
    final FrameWriter writer = new FrameWriter();

    @Nullable
    IngestServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    ReporterSource start(@Nullable String token, IngestSettings.Bounds bounds) {
        IngestSettings settings = new IngestSettings(token, PING, SILENCE, Duration.ofMinutes(10), 4, bounds);
        server = new IngestServer(new ReporterSource(settings, clock, System::nanoTime), (vertx, router) -> {});
        return server.source();
    }

    ReporterSource start() {
        return start(null, IngestSettings.Bounds.defaults());
    }

    static Await await(String what) {
        return Await.upTo(Duration.ofSeconds(30), what);
    }

    ReporterClient connect() {
        return connect(null);
    }

    ReporterClient connect(@Nullable String token) {
        return new ReporterClient(port(), token);
    }

    int port() {
        return server == null ? 0 : server.port();
    }

    void define(ReporterClient reporter) {
        writer.begin(FrameType.DEFINE);
        writer.defineScope(1, "taskmanager", FakeProcess.labels("tm_id", "tm-1", "host", "h1"));
        writer.defineMetric(2, 1, MetricType.COUNTER, "numX");
        reporter.send(writer.take());
    }

    ByteBuffer values(long value, boolean whole) {
        writer.beginValues(1_000);
        writer.longValue(2, value);
        if (whole) {
            writer.endOfReport();
        }
        return writer.take();
    }

    static void unknownFrame(ReporterClient reporter) {
        reporter.send(ByteBuffer.wrap(new byte[] {99, 1, 2, 3}));
    }
}
