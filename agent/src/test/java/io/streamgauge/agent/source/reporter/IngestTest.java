package io.streamgauge.agent.source.reporter;

import io.streamgauge.agent.fact.ProcessKind;
import io.streamgauge.agent.source.reporter.ProcessGone.Departure;
import io.streamgauge.agent.source.reporter.snapshot.MetricDefinition;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import io.streamgauge.wire.MetricType;
import io.streamgauge.wire.Protocol;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Reporters of every kind against the real server. */
class IngestTest extends IngestFixture {

    @Test
    void acceptsAReporterAndShowsItsReportOnceItIsWhole() {
        ReporterSource source = start();
        try (ReporterClient reporter = connect().greet("p1")) {
            assertThat(reporter.awaitAccepted()).isEqualTo(Protocol.MAX_FRAME_BYTES);
            assertThat(source.connected()).hasSize(1);
            define(reporter);
            reporter.send(values(7, false));
            unknownFrame(reporter);
            await("the frame after the values")
                    .untilTrue(() -> source.counters().unknownFrames() == 1);
            assertThat(source.processes()).as("half a report").isEmpty();

            reporter.send(values(8, true));

            await("a whole report").untilTrue(() -> !source.processes().isEmpty());
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

            await("the second report").untilTrue(() -> source.counters().reports() == 2);
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

    /** Any web page could otherwise tell a loopback agent what it likes. */
    @Test
    void refusesBrowsersBeforeTheyAreConnected() throws Exception {
        ReporterSource source = start();
        try (Socket browser = new Socket(InetAddress.getLoopbackAddress(), port())) {
            browser.getOutputStream()
                    .write(("GET " + Protocol.PATH + " HTTP/1.1\r\nHost: localhost\r\nOrigin: http://example.com\r\n"
                                    + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] answer = browser.getInputStream().readNBytes("HTTP/1.1 403".length());

            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 403");
            assertThat(source.counters().unauthorized()).isEqualTo(1);
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
            await("it is gone").untilTrue(() -> source.connected().isEmpty());
        }
        try (ReporterClient third = connect().greet("p3")) {
            third.awaitAccepted();
        }
    }

    @Test
    void forgetsTheSeriesOfAKilledProcessAtOnceAndRemembersThatItIsDown() {
        ReporterSource source = start();
        AtomicInteger changes = new AtomicInteger();
        source.onChange(changes::incrementAndGet);
        try (ReporterClient reporter = connect().greet("p1")) {
            define(reporter);
            reporter.send(values(7, true));
            await("a report").untilTrue(() -> !source.processes().isEmpty());
            assertThat(changes).hasValue(1);

            reporter.abort();

            await("the loss is told").untilTrue(() -> changes.get() == 2);
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
            await("it is gone").untilTrue(() -> !source.gone().isEmpty());
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
            await("a report").untilTrue(() -> !source.processes().isEmpty());

            latter.greet("p1");

            assertThat(former.awaitCloseCode()).isEqualTo(1001);
            assertThat(source.processes()).isEmpty();
            define(latter);
            latter.send(values(9, true));
            await("its report").untilTrue(() -> !source.processes().isEmpty());
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
            await("it is gone").untilTrue(() -> !source.gone().isEmpty());
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
            await("its hello").untilTrue(() -> !source.connected().isEmpty());
            for (int i = 0; i < 4; i++) {
                peer.awaitPing();
                clock.advance(Duration.ofSeconds(5));
            }
            await("it is given up").untilTrue(() -> !source.gone().isEmpty());
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
                await("pings go and pongs come").untilTrue(() -> reporter.pings() > pings + 4);
                clock.advance(Duration.ofSeconds(10));
            }
            assertThat(source.connected()).hasSize(1);
        }
    }

    @Test
    void refusesAConnectionThatNeverSaysHello() {
        start();
        try (ReporterClient reporter = connect()) {
            await("pings").untilTrue(() -> reporter.pings() > 1);
            clock.advance(SILENCE.plusSeconds(1));
            assertThat(reporter.awaitCloseCode()).isIn(4400, 4408);
        }
    }
}
