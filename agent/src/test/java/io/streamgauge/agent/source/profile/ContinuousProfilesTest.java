package io.streamgauge.agent.source.profile;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.profile.ProfileMode;
import io.streamgauge.agent.profile.ProfileRequest;
import io.streamgauge.agent.profile.Recording;
import io.streamgauge.agent.source.reporter.IngestServer;
import io.streamgauge.agent.source.reporter.IngestSettings;
import io.streamgauge.agent.source.reporter.ReporterClient;
import io.streamgauge.agent.source.reporter.ReporterSource;
import io.streamgauge.wire.ProfileFrames;
import io.streamgauge.wire.profile.ProfileBegun;
import io.streamgauge.wire.profile.ProfileRefused;
import io.streamgauge.wire.profile.ProfileStart;
import io.streamgauge.wire.profile.Refusal;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Recordings that follow one another, from processes that come and go. */
class ContinuousProfilesTest {

    private static final ContinuousSettings SETTINGS = new ContinuousSettings(
            ProfileMode.CPU, Duration.ofMillis(20), Duration.ofSeconds(60), Duration.ofMillis(20));

    private final Vertx vertx = Vertx.vertx();
    private final ManualClock clock = new ManualClock();
    private final ReporterSource source = new ReporterSource(IngestSettings.defaults(), clock, System::nanoTime);
    private final IngestServer server = new IngestServer(source, (unused, router) -> {});
    private final ReporterProfiler profiler = new ReporterProfiler(
            vertx, source, new ProfilerSettings(Duration.ofMinutes(5), Duration.ofMinutes(5), 100, 8), clock);
    private final BlockingQueue<Recording> recordings = new LinkedBlockingQueue<>();
    private final List<ReporterClient> clients = new ArrayList<>();
    private Runnable end = () -> {};

    @BeforeEach
    void start() {
        end = profiler.continuously(SETTINGS, recordings::add);
    }

    @AfterEach
    void close() throws Exception {
        clients.forEach(ReporterClient::close);
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private ReporterClient connect(String processId) {
        ReporterClient client = new ReporterClient(server.port(), null);
        clients.add(client);
        client.greet(processId);
        client.awaitAccepted();
        return client;
    }

    private Recording next() throws InterruptedException {
        return Objects.requireNonNull(recordings.poll(20, TimeUnit.SECONDS), "no recording");
    }

    private static void record(ReporterClient client, ProfileStart start, int content) {
        client.send(ProfileFrames.begun(new ProfileBegun(start.requestId(), 1_000, "ctimer", List.of())))
                .send(ProfileFrames.chunk(start.requestId(), 0, ByteBuffer.wrap(new byte[] {(byte) content})))
                .send(ProfileFrames.end(start.requestId(), 61_000, 1));
    }

    @Test
    void everyProcessThatComesRecordsAndEachRecordingIsHandedOn() throws Exception {
        ReporterClient first = connect("p1");
        ProfileStart start = first.awaitProfileStart();
        assertThat(start.continuous()).isTrue();
        assertThat(start.durationMillis()).isEqualTo(60_000);
        assertThat(start.intervalMicros()).isEqualTo(20_000);
        record(first, start, 1);
        record(first, start, 2);
        assertThat(next().jfr()).containsExactly(1);
        Recording second = next();
        assertThat(second.jfr()).containsExactly(2);
        assertThat(second.continuous()).isTrue();
        assertThat(second.process().id()).isEqualTo("p1");
        ReporterClient other = connect("p2");
        record(other, other.awaitProfileStart(), 3);
        assertThat(next().process().id()).isEqualTo("p2");
    }

    @Test
    void itIsAskedForAgainAfterALostConnection() throws Exception {
        ReporterClient client = connect("p1");
        ProfileStart start = client.awaitProfileStart();
        client.send(ProfileFrames.begun(new ProfileBegun(start.requestId(), 1_000, "ctimer", List.of())));
        client.abort();
        ReporterClient again = connect("p1");
        ProfileStart anew = again.awaitProfileStart();
        record(again, anew, 4);
        assertThat(next().jfr()).containsExactly(4);
    }

    @Test
    void whoeverAsksForOneOfHisOwnGetsItBetween() throws Exception {
        ReporterClient client = connect("p1");
        ProfileStart continuous = client.awaitProfileStart();
        CompletableFuture<Recording> asked = profiler.take(
                        new ProfileRequest("p1", ProfileMode.WALL, Duration.ofSeconds(2), Duration.ofMillis(10), "ann"))
                .toCompletableFuture();
        ProfileStart own = client.awaitProfileStart();
        assertThat(own.continuous()).isFalse();
        record(client, own, 5);
        record(client, continuous, 6);
        assertThat(asked.get(20, TimeUnit.SECONDS).jfr()).containsExactly(5);
        assertThat(next().jfr()).containsExactly(6);
    }

    @Test
    void aRecordingThatFailsIsLeftOutAndTheNextIsTaken() throws Exception {
        ReporterClient client = connect("p1");
        ProfileStart start = client.awaitProfileStart();
        int id = start.requestId();
        client.send(ProfileFrames.begun(new ProfileBegun(id, 1_000, "ctimer", List.of())))
                .send(ProfileFrames.refused(new ProfileRefused(id, Refusal.FOREIGN_PROFILER, "Flink's")))
                .send(ProfileFrames.end(id, 61_000, 0));
        client.send(ProfileFrames.begun(new ProfileBegun(id, 1_000, "ctimer", List.of())))
                .send(ProfileFrames.chunk(id, 0, ByteBuffer.allocate(101)))
                .send(ProfileFrames.end(id, 61_000, 101));
        record(client, start, 7);
        assertThat(next().jfr()).containsExactly(7);
        assertThat(recordings).isEmpty();
    }

    @Test
    void aProcessThatAnotherAgentHasIsAskedAgainLater() {
        ReporterClient client = connect("p1");
        int id = client.awaitProfileStart().requestId();
        client.send(ProfileFrames.refused(new ProfileRefused(id, Refusal.BUSY, "for another", "other", 0)));
        assertThat(client.awaitProfileStart().requestId()).isNotEqualTo(id);
    }

    @Test
    void allOfItEndsWhenToldSo() {
        ReporterClient client = connect("p1");
        int id = client.awaitProfileStart().requestId();
        end.run();
        assertThat(client.awaitProfileStop()).isEqualTo(id);
    }
}
