package io.streamgauge.agent.profile.jfr;

import io.streamgauge.agent.profile.ProfileMode;
import io.streamgauge.agent.profile.model.Frame;
import io.streamgauge.agent.profile.model.FrameKind;
import io.streamgauge.agent.profile.model.Profile;
import io.streamgauge.agent.profile.model.ProfileUnit;
import io.streamgauge.agent.profile.select.TaskThread;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Recordings that async-profiler made of this JVM, whole and damaged. */
class RealRecordingTest {

    private static final String TASK = "Source: spin -> Sink: none (2/2)#3";

    @Test
    void theBusyThreadIsSeenByItsNameWithItsMethods() throws Exception {
        Profile profile = RecordingReader.read(SelfProfiler.record("event=ctimer,interval=4ms", TASK), ProfileMode.CPU);
        assertThat(profile.unit()).isEqualTo(ProfileUnit.NANOSECONDS);
        Profile task = profile.ofThreads(TASK::equals);
        assertThat(TaskThread.of(TASK)).contains(new TaskThread("Source: spin -> Sink: none", 1, 2, 3));
        assertThat(task.total()).isPositive().isEqualTo(task.total() / 4_000_000 * 4_000_000);
        assertThat(hasFrame(task, "io.streamgauge.agent.profile.jfr.SelfProfiler$Spinner.hot", FrameKind.JAVA))
                .isTrue();
    }

    @Test
    void allocationsAreInBytesUnderTheirClass() throws Exception {
        Profile profile = RecordingReader.read(SelfProfiler.record("event=alloc,alloc=16k", TASK), ProfileMode.ALLOC);
        assertThat(profile.unit()).isEqualTo(ProfileUnit.BYTES);
        assertThat(hasFrame(profile.ofThreads(TASK::equals), "byte[]", FrameKind.JAVA))
                .isTrue();
    }

    private static boolean hasFrame(Profile profile, String name, FrameKind kind) {
        return profile.frames().contains(new Frame(name, kind));
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefused() throws Exception {
        byte[] whole = SelfProfiler.record("event=ctimer,interval=4ms", TASK);
        for (int length = 0; length < whole.length; length += 1 + whole.length / 150) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThat(read(cut, ProfileMode.CPU)).as("%s bytes", length).isFalse();
        }
    }

    @Test
    void damagedBytesEndInAProfileOrAnErrorAndNothingElse() throws Exception {
        Random random = new Random(7);
        int read = 0;
        for (ProfileMode mode : List.of(ProfileMode.CPU, ProfileMode.ALLOC, ProfileMode.NATIVE_MEMORY)) {
            String what = mode == ProfileMode.CPU
                    ? "event=ctimer,interval=4ms"
                    : mode == ProfileMode.ALLOC ? "event=alloc,alloc=16k" : "event=nativemem,nativemem=0";
            byte[] whole = SelfProfiler.record(what, TASK);
            assertThat(read(whole, mode)).isTrue();
            for (int i = 0; i < 200; i++) {
                byte[] damaged = whole.clone();
                int flips = 1 + random.nextInt(4);
                for (int flip = 0; flip < flips; flip++) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
                read += read(damaged, mode) ? 1 : 0;
            }
        }
        assertThat(read).as("some damage is in texts and times alone").isPositive();
    }

    /** Whether it could be read; any other failure than the one that is declared fails the test. */
    private static boolean read(byte[] bytes, ProfileMode mode) {
        try {
            RecordingReader.read(bytes, mode);
            return true;
        } catch (JfrFormatException e) {
            assertThat(e).hasMessageMatching("(?s).{10,300}");
            return false;
        }
    }
}
