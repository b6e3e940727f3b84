package io.streamgauge.agent.profile.jfr;

import io.streamgauge.agent.profile.ProfileMode;
import io.streamgauge.agent.profile.model.Frame;
import io.streamgauge.agent.profile.model.FrameKind;
import io.streamgauge.agent.profile.model.Profile;
import io.streamgauge.agent.profile.model.ProfileBuilder;
import io.streamgauge.agent.profile.model.ProfileUnit;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordingReaderTest {

    private static final String TASK = "Source: orders -> Count <per> user (1/2)#0";
    private static final Frame RUN = new Frame("org.acme.Job.run", FrameKind.JAVA);
    private static final Frame COUNT = new Frame("org.acme.Count.flatMap", FrameKind.JAVA);
    private static final Frame GET = new Frame("rocksdb::DBImpl::Get", FrameKind.ROCKSDB);

    /** Thread 1 is a task, 2 has no name. Traces: 1 is run, count; 2 is run, count, get; 9 is not there. */
    private static JfrFile file() {
        return new JfrFile()
                .thread(1, TASK)
                .thread(2, "[tid=4711]")
                .frameType(1, "JIT compiled")
                .frameType(2, "C++")
                .type(1, "org/acme/Job")
                .type(2, "org/acme/Count")
                .type(3, "/tmp/rocksdb-lib-5f2/librocksdbjni-linux64.so")
                .type(4, "[B")
                .method(1, 1, "run")
                .method(2, 2, "flatMap")
                .method(3, 3, "rocksdb::DBImpl::Get")
                .trace(1, 2, 1, 1, 1)
                .trace(2, 3, 2, 2, 1, 1, 1);
    }

    @Test
    void samplesOfACpuCountTheirInterval() throws JfrFormatException {
        byte[] jfr = file().event("jdk.ExecutionSample", 10, 1, 1)
                .event("jdk.ExecutionSample", 11, 1, 2)
                .event("jdk.ExecutionSample", 12, 1, 1)
                .event("profiler.WallClockSample", 12, 1, 1, 400)
                .setting("interval", "5000000")
                .bytes();
        assertThat(RecordingReader.read(jfr, ProfileMode.CPU))
                .isEqualTo(nanoseconds()
                        .add(TASK, List.of(RUN, COUNT), 10_000_000)
                        .add(TASK, List.of(RUN, COUNT, GET), 5_000_000)
                        .build());
    }

    @Test
    void anEventOfPassedTimeStandsForManySamples() throws JfrFormatException {
        byte[] jfr = file().setting("event", "wall")
                .setting("interval", "20000000")
                .event("profiler.WallClockSample", 12, 1, 1, 400)
                .event("profiler.WallClockSample", 12, 2, 1, 1)
                .event("jdk.ExecutionSample", 11, 1, 2)
                .bytes();
        assertThat(RecordingReader.read(jfr, ProfileMode.WALL))
                .isEqualTo(nanoseconds()
                        .add(TASK, List.of(RUN, COUNT), 8_000_000_000L)
                        .add("[unnamed]", List.of(RUN, COUNT), 20_000_000)
                        .build());
    }

    @Test
    void besideACpuProfilePassedTimeHasAnIntervalOfItsOwn() throws JfrFormatException {
        byte[] jfr = file().setting("event", "cpu")
                .setting("interval", "10000000")
                .setting("wall", "100000000")
                .event("profiler.WallClockSample", 12, 1, 1, 2)
                .bytes();
        assertThat(RecordingReader.read(jfr, ProfileMode.WALL).total()).isEqualTo(200_000_000);
    }

    @Test
    void anAllocationCountsItsBufferAndNamesItsClass() throws JfrFormatException {
        byte[] jfr = file().event("jdk.ObjectAllocationInNewTLAB", 10, 1, 1, 4, 24, 65_536)
                .event("jdk.ObjectAllocationInNewTLAB", 10, 1, 1, 2, 70_000, 0)
                .bytes();
        assertThat(RecordingReader.read(jfr, ProfileMode.ALLOC))
                .isEqualTo(new ProfileBuilder(ProfileUnit.BYTES)
                        .add(TASK, List.of(RUN, COUNT, new Frame("byte[]", FrameKind.JAVA)), 65_536)
                        .add(TASK, List.of(RUN, COUNT, new Frame("org.acme.Count", FrameKind.JAVA)), 70_000)
                        .build());
    }

    @Test
    void waitingForLocksIsInNanoseconds() throws JfrFormatException {
        byte[] jfr = file().event("jdk.JavaMonitorEnter", 10, 3, 1, 1, 2).bytes();
        assertThat(RecordingReader.read(jfr, ProfileMode.LOCK))
                .isEqualTo(nanoseconds()
                        .add(TASK, List.of(RUN, COUNT, new Frame("org.acme.Count", FrameKind.JAVA)), 3_000_000)
                        .build());
    }

    @Test
    void nativeMemoryIsWhatWasNotFreedWhicheverOrderEventsHave() throws JfrFormatException {
        byte[] jfr = file().event("profiler.Free", 30, 1, 1, 0xa000)
                .event("profiler.Malloc", 20, 1, 1, 0xa000, 100)
                .event("profiler.Malloc", 10, 1, 2, 0xb000, 7)
                // The address is used again after it was freed.
                .event("profiler.Malloc", 40, 1, 2, 0xa000, 30)
                .event("profiler.Free", 5, 1, 2, 0xb000)
                .bytes();
        assertThat(RecordingReader.read(jfr, ProfileMode.NATIVE_MEMORY))
                .isEqualTo(new ProfileBuilder(ProfileUnit.BYTES)
                        .add(TASK, List.of(RUN, COUNT, GET), 37)
                        .build());
    }

    @Test
    void theProfilersOwnFramesAreLeftOut() throws JfrFormatException {
        byte[] jfr = file().type(6, "libasyncProfiler.so")
                .method(6, 6, "malloc_hook")
                .trace(6, 6, 2, 2, 1, 1, 1)
                .event("profiler.Malloc", 20, 1, 6, 0xa000, 100)
                .bytes();
        assertThat(RecordingReader.read(jfr, ProfileMode.NATIVE_MEMORY))
                .isEqualTo(new ProfileBuilder(ProfileUnit.BYTES)
                        .add(TASK, List.of(RUN, COUNT), 100)
                        .build());
    }

    @Test
    void chunksAddUp() throws JfrFormatException {
        byte[] one = file().event("jdk.ExecutionSample", 10, 1, 1).bytes();
        byte[] both = new byte[2 * one.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(one, 0, both, one.length, one.length);
        assertThat(RecordingReader.read(both, ProfileMode.CPU).total())
                .as("two samples of the interval that is usual")
                .isEqualTo(20_000_000);
    }

    @Test
    void aStackThatIsNotThereIsEmpty() throws JfrFormatException {
        byte[] jfr = file().event("jdk.ExecutionSample", 10, 3, 9).bytes();
        assertThat(RecordingReader.read(jfr, ProfileMode.CPU))
                .isEqualTo(nanoseconds().add("[unnamed]", List.of(), 10_000_000).build());
    }

    @Test
    void aSumThatDoesNotFitStopsAtTheLargest() throws JfrFormatException {
        byte[] jfr = file().event("jdk.ObjectAllocationInNewTLAB", 10, 1, 1, 4, Long.MAX_VALUE, 0)
                .event("jdk.ObjectAllocationInNewTLAB", 10, 1, 1, 4, Long.MAX_VALUE, 0)
                .event("jdk.ObjectAllocationInNewTLAB", 10, 1, 2, 4, 5, 0)
                .event("jdk.ObjectAllocationInNewTLAB", 10, 1, 2, 4, -5, 0)
                .bytes();
        assertThat(RecordingReader.read(jfr, ProfileMode.ALLOC).total()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void veryDeepStacksLoseTheirRoots() throws JfrFormatException {
        int[] frames = new int[2 * 3_000];
        Arrays.fill(frames, 1);
        byte[] jfr =
                file().trace(5, frames).event("jdk.ExecutionSample", 10, 1, 5).bytes();
        Profile profile = RecordingReader.read(jfr, ProfileMode.CPU);
        assertThat(profile.values().firstKey().depth()).isEqualTo(JfrConstants.MOST_FRAMES);
    }

    @Test
    void constantsThatLeadToThemselvesAreRefused() {
        JfrFile file = file();
        assertThatThrownBy(() -> RecordingReader.read(file.bytes(1), ProfileMode.CPU))
                .isInstanceOf(JfrFormatException.class);
    }

    @Test
    void arraysOfNothingAreNotCountedForEver() {
        JfrFile file = file();
        file.declare("acme.Nothing");
        file.declare("acme.Many", "all:acme.Nothing[]", "more:acme.Nothing[]");
        for (int i = 0; i < 4_000; i++) {
            file.constant(
                    "acme.Many", new JfrFile.Bytes().number(i).number(9_000).number(9_000));
        }
        assertThatThrownBy(() -> RecordingReader.read(file.bytes(), ProfileMode.CPU))
                .isInstanceOf(JfrFormatException.class)
                .hasMessageContaining("circles");
    }

    @Test
    void whatIsNoRecordingIsRefused() {
        for (byte[] bytes : List.of(new byte[0], new byte[68], "FLR\0 and no more".getBytes(UTF_8))) {
            assertThatThrownBy(() -> RecordingReader.read(bytes, ProfileMode.CPU))
                    .isInstanceOf(JfrFormatException.class)
                    .hasMessageContaining("no JFR file, or cut off");
        }
    }

    private static ProfileBuilder nanoseconds() {
        return new ProfileBuilder(ProfileUnit.NANOSECONDS);
    }
}
