package io.streamgauge.reporter;

import io.streamgauge.reporter.fixture.Await;
import io.streamgauge.reporter.fixture.FakeAgent;
import io.streamgauge.reporter.fixture.HeardProcess;
import io.streamgauge.reporter.fixture.HeardProfile;
import io.streamgauge.wire.Hello;
import io.streamgauge.wire.ProfileFrames;
import io.streamgauge.wire.profile.ProfileMode;
import io.streamgauge.wire.profile.ProfileRefused;
import io.streamgauge.wire.profile.ProfileStart;
import io.streamgauge.wire.profile.Refusal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import one.jfr.JfrReader;
import one.jfr.event.Event;
import one.jfr.event.ExecutionSample;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Profiles of this very JVM, by the real library, from an agent's request to the last byte. */
class ProfilingTest {

    private static final int MOST = 8 << 20;

    @RegisterExtension
    private final Opened opened = new Opened();

    @TempDir
    private Path directory;

    private final AtomicBoolean busy = new AtomicBoolean(true);
    private final Thread worker = new Thread(this::work, "count -> sink (1/2)#0");
    private FakeAgent agent;
    private HeardProcess process;

    private void work() {
        double sum = 0;
        while (busy.get()) {
            sum += Math.sin(sum + 1);
        }
    }

    @BeforeEach
    void connect() throws Exception {
        worker.setDaemon(true);
        worker.start();
        agent = opened.friendlyAgent();
        opened.reporter(agent, "profiler.directory", directory.toString());
        process = agent.awaitReport();
    }

    @AfterEach
    void rest() throws Exception {
        busy.set(false);
        worker.join();
    }

    private static ByteBuffer start(int id, ProfileMode mode, int millis) {
        return ProfileFrames.start(new ProfileStart(id, mode, millis, 5_000, MOST, "ann", false));
    }

    private HeardProfile taken(int id, ByteBuffer start) {
        process.tell(start);
        Await.until("profile " + id, () -> process.profile(id).isOver());
        return process.profile(id);
    }

    private static ProfileRefused refusal(HeardProfile profile) {
        return Objects.requireNonNull(profile.refused(), "taken");
    }

    private void nothingIsLeft() throws Exception {
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aCpuProfileShowsWhoIsBusy() throws Exception {
        assertThat(process.hello().properties()).containsEntry(Hello.PROFILER, "on");
        HeardProfile profile = taken(1, start(1, ProfileMode.CPU, 500));
        assertThat(profile.refused()).isNull();
        assertThat(profile.begun().engine()).isIn("perf_events", "ctimer", "itimer");
        assertThat(profile.begun().notSeen().isEmpty())
                .isEqualTo(profile.begun().engine().equals("perf_events"));
        Map<String, Integer> samples = new TreeMap<>();
        try (JfrReader reader = new JfrReader(ByteBuffer.wrap(profile.recording()))) {
            for (Event event : reader.readAllEvents(ExecutionSample.class)) {
                samples.merge(reader.threads.get(event.tid), 1, Integer::sum);
            }
        }
        assertThat(samples).containsKey("count -> sink (1/2)#0");
        assertThat(process.breaches()).isEmpty();
        nothingIsLeft();
        Await.until(
                "told in metrics",
                () -> Long.valueOf(1).equals(own("profilerRecordings"))
                        && Long.valueOf(profile.recording().length).equals(own("profilerBytesSent"))
                        && Long.valueOf(0).equals(own("profilerRunning")));
    }

    private @Nullable Object own(String name) {
        return process.series().get("streamgauge.process." + name + "{}");
    }

    @ParameterizedTest
    @EnumSource
    void everyModeMakesARecording(ProfileMode mode) throws Exception {
        HeardProfile profile = taken(1, start(1, mode, 100));
        assertThat(profile.refused()).isNull();
        assertThat(profile.begun().engine())
                .isIn("perf_events", "ctimer", "itimer", "wall", "alloc", "lock", "nativemem");
        assertThat(profile.recording()).startsWith('F', 'L', 'R', 0);
        nothingIsLeft();
    }

    @Test
    void whoComesSecondIsToldWhoIsServedAndUntilWhen() throws Exception {
        FakeAgent second = opened.friendlyAgent();
        opened.reporter(agent.address() + "," + second.address());
        HeardProcess other = second.awaitReport();
        HeardProcess first = agent.last();
        long before = System.currentTimeMillis();
        first.tell(start(1, ProfileMode.CPU, 60_000));
        Await.until("begun", () -> first.profile(1).hasBegun());
        other.tell(start(7, ProfileMode.CPU, 100));
        Await.until("refused", () -> other.profile(7).isOver());
        ProfileRefused busyWith = refusal(other.profile(7));
        assertThat(busyWith.reason()).isEqualTo(Refusal.BUSY);
        assertThat(busyWith.heldBy()).isEqualTo("ann");
        assertThat(busyWith.untilEpochMillis()).isGreaterThanOrEqualTo(before + 60_000);
        // It is not the other's to stop.
        other.tell(ProfileFrames.stop(1));
        other.tell(start(8, ProfileMode.CPU, 100));
        Await.until("refused", () -> other.profile(8).isOver());
        assertThat(refusal(other.profile(8)).reason()).isEqualTo(Refusal.BUSY);

        first.tell(ProfileFrames.stop(1));
        Await.until("free", () -> {
            int id = (int) (System.nanoTime() & 0xFFFFF) + 100;
            other.tell(start(id, ProfileMode.CPU, 50));
            Await.until("answered", () -> other.profile(id).isOver());
            return other.profile(id).refused() == null;
        });
        assertThat(first.profile(1).isOver()).as("nobody wanted it").isFalse();
    }

    private void startContinuous(HeardProcess to, int id) {
        to.tell(ProfileFrames.start(new ProfileStart(id, ProfileMode.CPU, 1_000, 20_000, MOST, "always", true)));
    }

    @Test
    void continuousRecordingGivesWayAndGoesOn() throws Exception {
        startContinuous(process, 1);
        Await.until("two rounds", () -> process.profile(1).rounds() >= 2);
        Await.until("told in metrics", () -> Long.valueOf(1).equals(own("profilerContinuous")));
        // Many times, so that it comes at any moment of a round.
        for (int id = 100; id < 110; id++) {
            HeardProfile asked = taken(id, start(id, ProfileMode.WALL, 30));
            assertThat(asked.refused()).isNull();
            assertThat(asked.begun().engine()).isEqualTo("wall");
        }
        int before = process.profile(1).rounds();
        Await.until("it goes on", () -> process.profile(1).rounds() >= before + 2);
        assertThat(process.profile(1).begun().engine()).isNotEqualTo("wall");

        startContinuous(process, 2);
        Await.until("answer", () -> process.profile(2).isOver());
        assertThat(refusal(process.profile(2)).reason()).isEqualTo(Refusal.BUSY);
        assertThat(refusal(process.profile(2)).heldBy()).isEqualTo("always");

        process.tell(ProfileFrames.stop(1));
        Await.until("it ends", () -> Long.valueOf(0).equals(own("profilerContinuous")));
        assertThat(process.breaches()).isEmpty();
        nothingIsLeft();
    }

    @Test
    void continuousRecordingEndsWithItsConnection() throws Exception {
        startContinuous(process, 1);
        Await.until("begun", () -> process.profile(1).hasBegun());
        agent.cut();
        Await.until("again", () -> agent.processes.size() == 2 && agent.last().reports() > 0);
        process = agent.last();
        Await.until("free", () -> {
            int id = (int) (System.nanoTime() & 0xFFFFF) + 100;
            startContinuous(process, id);
            Await.until(
                    "answered",
                    () -> process.profile(id).hasBegun() || process.profile(id).isOver());
            return process.profile(id).refused() == null;
        });
    }

    @Test
    void aLostConnectionEndsTheProfile() throws Exception {
        process.tell(start(1, ProfileMode.CPU, 300_000));
        Await.until("begun", () -> process.profile(1).hasBegun());
        agent.cut();
        Await.until("again", () -> agent.processes.size() == 2 && agent.last().reports() > 0);
        HeardProcess again = agent.last();
        Await.until("free", () -> {
            int id = (int) (System.nanoTime() & 0xFFFFF) + 100;
            again.tell(start(id, ProfileMode.CPU, 50));
            Await.until("answered", () -> again.profile(id).isOver());
            return again.profile(id).refused() == null;
        });
        nothingIsLeft();
    }

    @Test
    void moreThanTheAgentTakesIsNotSent() throws Exception {
        ProfileStart start = new ProfileStart(1, ProfileMode.CPU, 60_000, 1_000, 1_000, "ann", false);
        ProfileRefused tooLarge = refusal(taken(1, ProfileFrames.start(start)));
        assertThat(tooLarge.reason()).isEqualTo(Refusal.TOO_LARGE);
        assertThat(tooLarge.message())
                .isEqualTo("more than 1000 bytes were recorded; ask for a shorter time or a longer interval");
        assertThat(process.profile(1).recording()).isEmpty();
        nothingIsLeft();
    }

    @Test
    void whatIsUnreasonableIsRefusedUntried() {
        List<ProfileStart> unreasonable = List.of(
                new ProfileStart(1, ProfileMode.CPU, 300_001, 5_000, MOST, "ann", false),
                new ProfileStart(2, ProfileMode.CPU, 0, 5_000, MOST, "ann", false),
                new ProfileStart(3, ProfileMode.WALL, 100, 999, MOST, "ann", false),
                new ProfileStart(4, ProfileMode.WALL, 100, 1_000_001, MOST, "ann", false));
        for (ProfileStart start : unreasonable) {
            ProfileRefused refused = refusal(taken(start.requestId(), ProfileFrames.start(start)));
            assertThat(refused.reason()).as(start.toString()).isEqualTo(Refusal.LIMIT);
            assertThat(refused.message()).contains("expected");
        }
        byte[] laterMode = start(5, ProfileMode.CPU, 100).array();
        laterMode[2] = 99;
        assertThat(refusal(taken(5, ByteBuffer.wrap(laterMode))).reason()).isEqualTo(Refusal.UNSUPPORTED);
        Await.until("told in metrics", () -> Long.valueOf(5).equals(own("profilerRefusals")));
    }

    @Test
    void whoSwitchesItOffIsNotProfiled() throws Exception {
        FakeAgent other = opened.friendlyAgent();
        opened.reporter(other, "profiler", "off");
        process = other.awaitReport();
        assertThat(process.hello().properties()).containsEntry(Hello.PROFILER, "off");
        ProfileRefused off = refusal(taken(1, start(1, ProfileMode.CPU, 100)));
        assertThat(off.reason()).isEqualTo(Refusal.UNSUPPORTED);
        assertThat(off.message()).contains("metrics.reporter.<name>.profiler is off");
    }

    @Test
    void aDirectoryThatWouldBePartOfACommandIsRefused() throws Exception {
        FakeAgent other = opened.friendlyAgent();
        Path hostile = Files.createDirectory(directory.resolve("a,event=cpu%p"));
        opened.reporter(other, "profiler.directory", hostile.toString());
        process = other.awaitReport();
        ProfileRefused refused = refusal(taken(1, start(1, ProfileMode.CPU, 100)));
        assertThat(refused.reason()).isEqualTo(Refusal.UNSUPPORTED);
        assertThat(refused.message()).contains("expected a path of letters");
    }
}
