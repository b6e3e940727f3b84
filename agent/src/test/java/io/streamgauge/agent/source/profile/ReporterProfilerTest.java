package io.streamgauge.agent.source.profile;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.fact.ProcessKind;
import io.streamgauge.agent.profile.ProcessRef;
import io.streamgauge.agent.profile.ProfileMode;
import io.streamgauge.agent.profile.ProfileRefusedException;
import io.streamgauge.agent.profile.ProfileRefusedException.Reason;
import io.streamgauge.agent.profile.ProfileRequest;
import io.streamgauge.agent.profile.Recording;
import io.streamgauge.agent.source.reporter.IngestServer;
import io.streamgauge.agent.source.reporter.IngestSettings;
import io.streamgauge.agent.source.reporter.ReporterClient;
import io.streamgauge.agent.source.reporter.ReporterSource;
import io.streamgauge.wire.FrameWriter;
import io.streamgauge.wire.Hello;
import io.streamgauge.wire.ProfileFrames;
import io.streamgauge.wire.Protocol;
import io.streamgauge.wire.profile.ProfileBegun;
import io.streamgauge.wire.profile.ProfileRefused;
import io.streamgauge.wire.profile.ProfileStart;
import io.streamgauge.wire.profile.Refusal;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** From a request to a recording or a refusal, with a process that does whatever the test says. */
class ReporterProfilerTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Vertx vertx = Vertx.vertx();
    private final ManualClock clock = new ManualClock();
    private final ReporterSource source = new ReporterSource(IngestSettings.defaults(), clock, System::nanoTime);
    private final IngestServer server = new IngestServer(source, (unused, router) -> {});
    private final List<ReporterClient> clients = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        clients.forEach(ReporterClient::close);
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private ReporterProfiler profiler(Duration answer, Duration silence, int maxBytes, int maxAtOnce) {
        return new ReporterProfiler(vertx, source, new ProfilerSettings(answer, silence, maxBytes, maxAtOnce), clock);
    }

    private ReporterProfiler profiler() {
        return profiler(LONG, LONG, 100_000, 8);
    }

    private ReporterClient connect(String processId) {
        ReporterClient client = new ReporterClient(server.port(), null);
        clients.add(client);
        client.greet(processId);
        client.awaitAccepted();
        return client;
    }

    private static ProfileRequest request(String processId) {
        return new ProfileRequest(processId, ProfileMode.CPU, Duration.ofSeconds(2), Duration.ofMillis(10), "ann");
    }

    private static CompletableFuture<Recording> take(ReporterProfiler profiler, String processId) {
        return profiler.take(request(processId)).toCompletableFuture();
    }

    private static ProfileRefusedException refusal(CompletableFuture<Recording> taken)
            throws InterruptedException, TimeoutException {
        try {
            return new ProfileRefusedException(
                    Reason.FAILED, "taken: " + taken.get(20, TimeUnit.SECONDS).engine());
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(ProfileRefusedException.class);
            return (ProfileRefusedException) Objects.requireNonNull(e.getCause());
        }
    }

    private static ByteBuffer begun(ProfileStart start) {
        return ProfileFrames.begun(new ProfileBegun(start.requestId(), 1_000, "ctimer", List.of("the kernel\n")));
    }

    private static ByteBuffer chunk(ProfileStart start, long offset, int... bytes) {
        ByteBuffer part = ByteBuffer.allocate(bytes.length);
        for (int one : bytes) {
            part.put((byte) one);
        }
        return ProfileFrames.chunk(start.requestId(), offset, part.flip());
    }

    @Test
    void aRecordingIsPutTogether() throws Exception {
        ReporterProfiler profiler = profiler();
        ReporterClient client = connect("p1");
        assertThat(profiler.processes()).containsExactly(new ProcessRef("p1", ProcessKind.TASK_MANAGER, "h1"));
        CompletableFuture<Recording> taken = take(profiler, "p1");
        ProfileStart start = client.awaitProfileStart();
        assertThat(start.mode()).isEqualTo(io.streamgauge.wire.profile.ProfileMode.CPU);
        assertThat(start.durationMillis()).isEqualTo(2_000);
        assertThat(start.intervalMicros()).isEqualTo(10_000);
        assertThat(start.maxBytes()).isEqualTo(100_000);
        assertThat(start.askedBy()).isEqualTo("ann");
        client.send(begun(start)).send(chunk(start, 0, 1, 2)).send(chunk(start, 2, 3));
        client.send(ProfileFrames.end(start.requestId(), 3_000, 3));
        Recording recording = taken.get(20, TimeUnit.SECONDS);
        assertThat(recording.jfr()).containsExactly(1, 2, 3);
        assertThat(recording.process().id()).isEqualTo("p1");
        assertThat(recording.from()).isEqualTo(Instant.ofEpochMilli(1_000));
        assertThat(recording.to()).isEqualTo(Instant.ofEpochMilli(3_000));
        assertThat(recording.engine()).isEqualTo("ctimer");
        assertThat(recording.notSeen()).containsExactly("the kernel ");
        assertThat(recording.continuous()).isFalse();
        // And the next one is asked for.
        CompletableFuture<Recording> unused = take(profiler, "p1");
        assertThat(client.awaitProfileStart().requestId()).isNotEqualTo(start.requestId());
    }

    @ParameterizedTest
    @EnumSource
    void everyModeIsKnownOnTheWire(ProfileMode mode) {
        ReporterProfiler profiler = profiler();
        ReporterClient client = connect("p1");
        profiler.take(new ProfileRequest("p1", mode, Duration.ofSeconds(1), Duration.ofMillis(10), "ann"));
        assertThat(String.valueOf(client.awaitProfileStart().mode())).isEqualTo(mode.name());
    }

    @Test
    void whoComesSecondIsToldWhoAndUntilWhen() throws Exception {
        ReporterProfiler profiler = profiler();
        connect("p1");
        CompletableFuture<Recording> unused = take(profiler, "p1");
        ProfileRefusedException busy = refusal(take(profiler, "p1"));
        assertThat(busy.reason()).isEqualTo(Reason.BUSY);
        assertThat(busy.heldBy()).isEqualTo("ann");
        assertThat(busy.until()).isEqualTo(clock.instant().plusSeconds(2));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheProcessRefusesIsPassedOn(Refusal reason) throws Exception {
        ReporterClient client = connect("p1");
        CompletableFuture<Recording> taken = take(profiler(), "p1");
        int id = client.awaitProfileStart().requestId();
        client.send(ProfileFrames.refused(new ProfileRefused(id, reason, "because\u0007", "bob", 5_000)));
        ProfileRefusedException refused = refusal(taken);
        assertThat(refused.reason().name()).isEqualTo(reason.name());
        assertThat(refused).hasMessage("because ");
        assertThat(refused.heldBy()).isEqualTo("bob");
        assertThat(refused.until()).isEqualTo(Instant.ofEpochMilli(5_000));
    }

    @Test
    void aProcessThatDiesIsLost() throws Exception {
        ReporterClient client = connect("p1");
        CompletableFuture<Recording> taken = take(profiler(), "p1");
        client.send(begun(client.awaitProfileStart()));
        client.abort();
        assertThat(refusal(taken).reason()).isEqualTo(Reason.LOST);
    }

    @Test
    void aConnectionThatIsReplacedIsLost() throws Exception {
        ReporterClient client = connect("p1");
        ReporterProfiler profiler = profiler();
        CompletableFuture<Recording> taken = take(profiler, "p1");
        client.awaitProfileStart();
        ReporterClient again = connect("p1");
        assertThat(refusal(taken).reason()).isEqualTo(Reason.LOST);
        CompletableFuture<Recording> unused = take(profiler, "p1");
        again.awaitProfileStart();
    }

    @Test
    void aProcessThatNeverAnswersIsGivenUpAndToldSo() throws Exception {
        ReporterClient client = connect("p1");
        CompletableFuture<Recording> taken = take(profiler(SHORT, LONG, 1_000, 8), "p1");
        int id = client.awaitProfileStart().requestId();
        assertThat(refusal(taken).reason()).isEqualTo(Reason.LOST);
        assertThat(client.awaitProfileStop()).isEqualTo(id);
    }

    @Test
    void aProcessThatFallsSilentAmidTheRecordingIsGivenUp() throws Exception {
        ReporterClient client = connect("p1");
        CompletableFuture<Recording> taken = take(profiler(LONG, SHORT, 1_000, 8), "p1");
        ProfileStart start = client.awaitProfileStart();
        client.send(begun(start)).send(chunk(start, 0, 1));
        assertThat(refusal(taken).reason()).isEqualTo(Reason.LOST);
        assertThat(client.awaitProfileStop()).isEqualTo(start.requestId());
        // What comes too late harms nobody, and the connection goes on.
        client.send(chunk(start, 1, 1)).send(ProfileFrames.end(start.requestId(), 3_000, 2));
        client.send(begun(start));
        assertThat(client.awaitProfileStop()).isEqualTo(start.requestId());
    }

    @Test
    void moreThanMayBeKeptIsRefusedAndStopped() throws Exception {
        ReporterClient client = connect("p1");
        CompletableFuture<Recording> taken = take(profiler(LONG, LONG, 3, 8), "p1");
        ProfileStart start = client.awaitProfileStart();
        client.send(begun(start)).send(chunk(start, 0, 1, 2)).send(chunk(start, 2, 3, 4));
        assertThat(refusal(taken).reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(client.awaitProfileStop()).isEqualTo(start.requestId());
    }

    @Test
    void partsThatDoNotFollowAreRefused() throws Exception {
        ReporterProfiler profiler = profiler();
        ReporterClient client = connect("p1");
        for (int wrong = 0; wrong < 4; wrong++) {
            CompletableFuture<Recording> taken = take(profiler, "p1");
            ProfileStart start = client.awaitProfileStart();
            switch (wrong) {
                case 0 -> client.send(chunk(start, 0, 1));
                case 1 -> client.send(begun(start)).send(chunk(start, 5, 1));
                case 2 -> client.send(begun(start))
                        .send(chunk(start, 0, 1))
                        .send(ProfileFrames.end(start.requestId(), 3_000, 2));
                default -> client.send(ProfileFrames.end(start.requestId(), 3_000, 0));
            }
            assertThat(refusal(taken).reason()).as("case " + wrong).isEqualTo(Reason.FAILED);
        }
    }

    @Test
    void whatNobodyAskedForIsIgnored() throws Exception {
        ReporterProfiler profiler = profiler();
        ReporterClient client = connect("p1");
        ReporterClient liar = connect("p2");
        CompletableFuture<Recording> taken = take(profiler, "p1");
        ProfileStart start = client.awaitProfileStart();
        liar.send(begun(start)).send(chunk(start, 0, 9)).send(ProfileFrames.end(start.requestId(), 1, 1));
        assertThat(liar.awaitProfileStop()).isEqualTo(start.requestId());
        client.send(begun(start)).send(ProfileFrames.end(start.requestId(), 3_000, 0));
        assertThat(taken.get(20, TimeUnit.SECONDS).jfr()).isEmpty();
    }

    @Test
    void whatCannotBeAskedIsRefusedAtOnce() throws Exception {
        ReporterProfiler profiler = profiler(LONG, LONG, 1_000, 1);
        assertThat(profiler.processes()).isEmpty();
        assertThat(refusal(take(profiler, "nobody")).reason()).isEqualTo(Reason.NOT_CONNECTED);
        connect("p1");
        connect("p2");
        Duration second = Duration.ofSeconds(1);
        for (ProfileRequest unreasonable : List.of(
                new ProfileRequest("p1", ProfileMode.CPU, Duration.ofSeconds(301), second, "ann"),
                new ProfileRequest("p1", ProfileMode.CPU, second, Duration.ofNanos(999_999), "ann"),
                new ProfileRequest("p1", ProfileMode.CPU, second, Duration.ofMillis(1_001), "ann"))) {
            ProfileRefusedException refused =
                    refusal(profiler.take(unreasonable).toCompletableFuture());
            assertThat(refused.reason()).isEqualTo(Reason.LIMIT);
            assertThat(refused).hasMessageContaining("expected");
        }
        CompletableFuture<Recording> unused = take(profiler, "p1");
        assertThat(refusal(take(profiler, "p2")).reason()).isEqualTo(Reason.LIMIT);
    }

    @Test
    void aProcessThatForbidsItIsNotAsked() throws Exception {
        ReporterProfiler profiler = profiler();
        ReporterClient client = new ReporterClient(server.port(), null);
        clients.add(client);
        FrameWriter writer = new FrameWriter();
        writer.hello(new Hello(Protocol.VERSION, "p3", 1_000, Map.of(Hello.PROFILER, "off"), List.of()));
        client.send(writer.take());
        client.awaitAccepted();
        assertThat(profiler.processes()).isEmpty();
        ProfileRefusedException refused = refusal(take(profiler, "p3"));
        assertThat(refused.reason()).isEqualTo(Reason.UNSUPPORTED);
        assertThat(refused).hasMessageContaining("profiler is off");
    }
}
