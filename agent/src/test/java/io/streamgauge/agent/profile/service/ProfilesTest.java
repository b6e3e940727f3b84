package io.streamgauge.agent.profile.service;

import io.streamgauge.agent.profile.ProfileMode;
import io.streamgauge.agent.profile.ProfileRefusedException;
import io.streamgauge.agent.profile.ProfileRefusedException.Reason;
import io.streamgauge.agent.profile.ProfileRequest;
import io.streamgauge.agent.profile.Recording;
import io.streamgauge.agent.profile.jfr.JfrSamples;
import io.streamgauge.agent.profile.model.Profile;
import io.streamgauge.agent.profile.model.ProfileUnit;
import io.streamgauge.agent.profile.store.ProfileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ProfilesTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final FakeProfiler profiler = new FakeProfiler();
    private Profiles profiles;

    @BeforeEach
    void open() throws IOException {
        ProfileSettings settings =
                new ProfileSettings(true, null, Duration.ofSeconds(60), 2, 1 << 20, Duration.ofDays(1), false);
        ProfileStore store = ProfileStore.open(directory, settings.diskBudget(), settings.retention());
        profiles = new Profiles(profiler, store, settings, Runnable::run, now::get);
    }

    private Taken start(String process) throws ProfileRefusedException {
        return profiles.start(
                new ProfileRequest(process, ProfileMode.CPU, Duration.ofSeconds(10), Duration.ofMillis(10), "alice"));
    }

    private Taken found(Taken taken) {
        return profiles.find(taken.description().id()).orElseThrow();
    }

    @Test
    void aProfileRunsIsDoneAndCanBeRead() throws Exception {
        Taken running = start("p1");
        assertThat(found(running).state()).isEqualTo(Taken.State.RUNNING);
        assertThat(running.description().to()).isEqualTo(START.plusSeconds(10));
        profiler.answer().complete(profiler.recording(JfrSamples.of("task (1/1)#0", 3), START));
        Taken done = found(running);
        assertThat(done.state()).isEqualTo(Taken.State.DONE);
        assertThat(done.description().engine()).isEqualTo("ctimer");
        assertThat(done.description().askedBy()).isEqualTo("alice");
        assertThat(profiles.read(done.description().id())
                        .orElseThrow()
                        .profile()
                        .total())
                .isEqualTo(30_000_000);
        assertThat(profiles.list()).containsExactly(done);
    }

    @Test
    void oneAtATimePerProcessAndTheOtherIsToldWhoHasIt() throws Exception {
        Taken first = start("p1");
        ProfileRefusedException busy = catchThrowableOfType(ProfileRefusedException.class, () -> start("p1"));
        assertThat(busy.reason()).isEqualTo(Reason.BUSY);
        assertThat(busy.heldBy()).isEqualTo("alice");
        assertThat(busy.until()).isEqualTo(START.plusSeconds(10));
        assertThat(start("p2").state()).as("another process").isEqualTo(Taken.State.RUNNING);
        assertThat(profiles.list()).hasSize(2).contains(first);
    }

    @Test
    void nothingStaysStuckWhenAProcessDies() throws Exception {
        Taken running = start("p1");
        profiler.answer().completeExceptionally(new ProfileRefusedException(Reason.LOST, "the process went away"));
        Taken failed = found(running);
        assertThat(failed.state()).isEqualTo(Taken.State.FAILED);
        assertThat(failed.failure()).hasMessage("the process went away");
        assertThat(start("p1").state()).isEqualTo(Taken.State.RUNNING);
    }

    @Test
    void whereRocksDbHasNoNamesItIsSaid() throws Exception {
        Taken running = start("p1");
        profiler.answer().complete(profiler.recording(JfrSamples.inNamelessRocksDb(), START));
        assertThat(found(running).description().notSeen())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("names of RocksDB's own functions");
    }

    @Test
    void aRecordingThatCannotBeReadIsAFailureInWords() throws Exception {
        Taken running = start("p1");
        profiler.answer().complete(profiler.recording(new byte[10], START));
        assertThat(found(running).failure()).hasMessageStartingWith("the recording cannot be read: no JFR file");
    }

    @Test
    void soManyInAnyHour() throws Exception {
        for (int i = 0; i < 2; i++) {
            start("p1");
            profiler.answer().complete(profiler.recording(JfrSamples.of("t", 1), START));
            now.set(START.plusSeconds(60L * (i + 1)));
        }
        ProfileRefusedException limit = catchThrowableOfType(ProfileRefusedException.class, () -> start("p1"));
        assertThat(limit.reason()).isEqualTo(Reason.LIMIT);
        assertThat(limit.until()).isEqualTo(START.plus(Duration.ofHours(1)));
        now.set(START.plus(Duration.ofHours(1)));
        assertThat(start("p1").state()).isEqualTo(Taken.State.RUNNING);
    }

    @Test
    void aProcessThatIsNotConnectedIsToldAtOnce() {
        assertThatThrownBy(() -> start("other"))
                .isInstanceOfSatisfying(ProfileRefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.NOT_CONNECTED));
        assertThat(profiles.list()).isEmpty();
    }

    @Test
    void aWindowIsTheSumOfWhatLiesInIt() throws Exception {
        for (int i = 0; i < 4; i++) {
            profiles.chunk(new Recording(
                    FakeProfiler.P1,
                    ProfileMode.CPU,
                    START.plusSeconds(60L * i),
                    START.plusSeconds(60L * i + 60),
                    "ctimer",
                    List.of(),
                    true,
                    JfrSamples.of("t", 1 + i)));
        }
        List<Profile> parts = profiles.window("p1", ProfileMode.CPU, START.plusSeconds(60), START.plusSeconds(180));
        assertThat(Profile.merge(ProfileUnit.NANOSECONDS, parts).total()).isEqualTo(50_000_000);
        assertThat(profiles.window("p1", ProfileMode.WALL, START, START.plusSeconds(600)))
                .isEmpty();
        assertThat(profiles.window("p2", ProfileMode.CPU, START, START.plusSeconds(600)))
                .isEmpty();
    }
}
