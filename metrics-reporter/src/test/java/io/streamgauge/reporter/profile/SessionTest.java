package io.streamgauge.reporter.profile;

import io.streamgauge.reporter.fixture.Await;
import io.streamgauge.reporter.fixture.HeardProcess;
import io.streamgauge.reporter.fixture.HeardProfile;
import io.streamgauge.reporter.problem.Problems;
import io.streamgauge.wire.MalformedFrameException;
import io.streamgauge.wire.UpstreamDecoder;
import io.streamgauge.wire.profile.ProfileMode;
import io.streamgauge.wire.profile.ProfileStart;
import io.streamgauge.wire.profile.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What is made of what the profiler says; the profiler is played. */
class SessionTest {

    @TempDir
    private Path directory;

    private final HeardProcess agent = new HeardProcess();
    private final UpstreamDecoder decoder = new UpstreamDecoder(agent);
    private final List<String> commands = new CopyOnWriteArrayList<>();

    private int requests;

    private final ReplyChannel channel = new ReplyChannel() {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void answer(ByteBuffer frame) {
            synchronized (decoder) {
                try {
                    decoder.decode(frame);
                } catch (MalformedFrameException e) {
                    throw new AssertionError(e);
                }
            }
        }

        @Override
        public boolean sendChunk(ByteBuffer frame) {
            answer(frame);
            return true;
        }
    };

    /** A profiler that starts only for this event, and then says so in the recording. */
    private Engine engineThatKnows(String event) {
        return command -> {
            commands.add(command);
            if (!command.startsWith("start,")) {
                return command.equals("metrics") ? "samples_total 0\nsamples_skipped_total 0\n" : "stopped";
            }
            if (!command.contains("event=" + event + ",")) {
                throw new IllegalStateException("Perf events unavailable");
            }
            Files.writeString(fileOf(command), "FLR\0\3\6engine\3\6" + event + "...", StandardCharsets.ISO_8859_1);
            return "started";
        };
    }

    private static Path fileOf(String command) {
        return Path.of(command.replaceFirst(".*,file=([^,]*),.*", "$1"));
    }

    private HeardProfile take(Engine engine, ProfileMode mode) {
        return take(engine, mode, 10, GuardsTest.nothingAmiss());
    }

    private HeardProfile take(Engine engine, ProfileMode mode, int millis, Guards guards) {
        int id = ++requests;
        Recorder recorder = new Recorder(Thread::new, where -> () -> engine);
        Profiling profiling = new Profiling(true, directory, guards, recorder, new Problems());
        profiling.start(new ProfileStart(id, mode, millis, 10_000, 1 << 20, "ann", false), channel);
        Await.until("over", () -> agent.profile(id).isOver());
        return agent.profile(id);
    }

    @Test
    void theNextBestEventStandsIn() throws IOException {
        HeardProfile profile = take(engineThatKnows("itimer"), ProfileMode.CPU);
        assertThat(profile.begun().engine()).isEqualTo("itimer");
        assertThat(profile.begun().notSeen()).hasSize(2).anySatisfy(text -> assertThat(text)
                .contains("kernel"));
        assertThat(commands)
                .extracting(command -> command.replaceFirst(",interval.*", ""))
                .containsExactly("start,jfr,event=cpu", "start,jfr,event=ctimer", "start,jfr,event=itimer", "stop");
        assertThat(new String(profile.recording(), StandardCharsets.ISO_8859_1)).startsWith("FLR\0");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aProfilerThatKnowsNoneIsSaidToBeUnsupportedInItsOwnWords() {
        HeardProfile profile = take(engineThatKnows("nothing"), ProfileMode.CPU);
        assertThat(Objects.requireNonNull(profile.refused()).reason()).isEqualTo(Refusal.UNSUPPORTED);
        assertThat(profile.refused().message()).contains("Perf events unavailable");
    }

    @Test
    void oneThatWorksForSomebodyElseIsLeftAlone() {
        HeardProfile profile = take(
                command -> {
                    commands.add(command);
                    throw new IllegalStateException("Profiler already started");
                },
                ProfileMode.WALL);
        assertThat(Objects.requireNonNull(profile.refused()).reason()).isEqualTo(Refusal.FOREIGN_PROFILER);
        assertThat(commands).as("theirs is not stopped").doesNotContain("stop");
    }

    @Test
    void oneThatBreaksIsStoppedAndTheRequestAnswered() {
        HeardProfile profile = take(
                command -> {
                    commands.add(command);
                    if (command.startsWith("start")) {
                        // No file: nothing can be said of it.
                        return "started";
                    }
                    throw new IllegalStateException("Profiler is not active");
                },
                ProfileMode.CPU);
        assertThat(Objects.requireNonNull(profile.refused()).reason()).isEqualTo(Refusal.FAILED);
        assertThat(commands).last().isEqualTo("stop");
        // And the next is served.
        assertThat(take(engineThatKnows("cpu"), ProfileMode.CPU).refused()).isNull();
    }

    @Test
    void anErrorOfAnyKindIsAnswered() {
        HeardProfile profile = take(
                command -> {
                    throw new NoClassDefFoundError("one/profiler/AsyncProfiler");
                },
                ProfileMode.CPU);
        assertThat(Objects.requireNonNull(profile.refused()).reason()).isEqualTo(Refusal.FAILED);
        assertThat(profile.refused().message()).contains("NoClassDefFoundError");
    }

    @Test
    void whereTheProfilerMustNotStartItIsNotTouched() {
        Guards guards = GuardsTest.guards(Set.of("/tmp/libasyncProfiler-77.so"), "", () -> 0);
        HeardProfile profile = take(engineThatKnows("cpu"), ProfileMode.CPU, 10, guards);
        assertThat(Objects.requireNonNull(profile.refused()).reason()).isEqualTo(Refusal.FOREIGN_PROFILER);
        assertThat(commands).isEmpty();
    }

    @Test
    void whenAnotherProfilerComesOursGoes() {
        Set<String> copies = ConcurrentHashMap.newKeySet();
        Guards guards = GuardsTest.guards(copies, "Profiler is not active", () -> 0);
        Engine engine = engineThatKnows("wall");
        HeardProfile profile = take(
                command -> {
                    String said = engine.execute(command);
                    copies.add("/tmp/libasyncProfiler-77.so");
                    return said;
                },
                ProfileMode.WALL,
                300_000,
                guards);
        assertThat(Objects.requireNonNull(profile.refused()).reason()).isEqualTo(Refusal.FOREIGN_PROFILER);
        assertThat(profile.refused().message()).contains("another profiler was started meanwhile");
        assertThat(commands).last().isEqualTo("stop");
    }

    @Test
    void aSessionWhoseSignalsAreTakenEnds() {
        AtomicLong cpu = new AtomicLong();
        Guards guards = GuardsTest.guards(Set.of(), "", () -> cpu.addAndGet(2_000_000_000L));
        HeardProfile profile = take(engineThatKnows("cpu"), ProfileMode.CPU, 300_000, guards);
        assertThat(Objects.requireNonNull(profile.refused()).reason()).isEqualTo(Refusal.FOREIGN_PROFILER);
        assertThat(profile.refused().message()).contains("no samples in 2000 ms of CPU time");
        assertThat(commands).last().isEqualTo("stop");
    }

    @Property(tries = 200)
    void commandsHoldNothingButWordsOfOursAndNumbers(
            @ForAll ProfileMode mode,
            @ForAll @IntRange(min = 1_000, max = 1_000_000) int interval,
            @ForAll @IntRange(min = 1, max = 300_000) int duration) {
        for (String command : Commands.start(mode, interval, duration, Path.of("/spool/recording.jfr"))) {
            assertThat(command)
                    .matches(
                            "start,jfr,event=[a-z]+(,interval=\\d+us|,alloc=512k|,lock=100us|,nativemem=64k)"
                                    + ",file=/spool/recording\\.jfr,timeout=\\d+,loglevel=none,memlimit=64m,ratelimit=[a-z0-9:;]+");
            int timeout = Integer.parseInt(command.replaceFirst(".*,timeout=(\\d+),.*", "$1"));
            assertThat(timeout * 1000)
                    .as("it stops by itself, but not too soon")
                    .isBetween(duration + 5_000, duration + 7_000);
        }
    }

    @Test
    void platformsWithoutALibraryAreRefused() {
        for (String[] platform :
                new String[][] {{"Windows 11", "amd64"}, {"Mac OS X", "aarch64"}, {"Linux", "s390x"}}) {
            NativeLibrary library = new NativeLibrary(Path.of("/tmp"), platform[0], platform[1]);
            try {
                library.load();
                throw new AssertionError("loaded for " + platform[0]);
            } catch (RefusedException e) {
                assertThat(e.reason()).isEqualTo(Refusal.UNSUPPORTED);
                assertThat(e).hasMessageContaining(platform[1]).hasMessageContaining("expected Linux");
            }
        }
    }
}
