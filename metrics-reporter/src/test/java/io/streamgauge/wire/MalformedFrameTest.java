package io.streamgauge.wire;

import io.streamgauge.wire.profile.ProfileBegun;
import io.streamgauge.wire.profile.ProfileMode;
import io.streamgauge.wire.profile.ProfileRefused;
import io.streamgauge.wire.profile.ProfileStart;
import io.streamgauge.wire.profile.Refusal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whatever bytes come in: a decoded frame or a {@link MalformedFrameException}, and little memory. */
class MalformedFrameTest {

    /** One frame of each type, with an entry of each kind. */
    private static List<byte[]> goodFrames() {
        FrameWriter writer = new FrameWriter();
        List<byte[]> frames = new ArrayList<>();
        writer.hello(new Hello(1, "process", 10_000, Map.of(Hello.HOST, "h", Hello.PID, "1"), List.of("a", "b")));
        frames.add(writer.take().array());
        writer.begin(FrameType.DEFINE);
        writer.defineScope(1, "taskmanager.job.task", Map.of("job_name", "a\n\"🚀"));
        writer.defineMetric(300, 1, MetricType.HISTOGRAM, "name");
        frames.add(writer.take().array());
        writer.begin(FrameType.FORGET);
        writer.forgetMetric(300);
        writer.forgetScope(1);
        frames.add(writer.take().array());
        writer.beginValues(1_700_000_000_000L);
        writer.longValue(5, Long.MIN_VALUE);
        writer.doubleValue(4, 0.1);
        HistogramSample sample = new HistogramSample();
        sample.reset(10);
        sample.spread(1, 2, 1.5);
        sample.quantile(5, 2);
        writer.histogram(300, sample);
        writer.absent(1, AbsentReason.THREW);
        writer.endOfReport();
        frames.add(writer.take().array());
        writer.begin(FrameType.SPANS);
        Map<String, Object> attributes = Map.of("s", "x", "l", 5L, "d", 0.5, "t", true, "f", false);
        SpanRecord child = new SpanRecord("c", "child", 1, 2, attributes, List.of());
        writer.span(new SpanRecord("scope", "Checkpoint", 1, 2, attributes, List.of(child, child)));
        frames.add(writer.take().array());
        writer.begin(FrameType.EVENTS);
        writer.event(new EventRecord("scope", "JobFailureEvent", 3, "INFO", "body", attributes));
        frames.add(writer.take().array());
        writer.problem("cause", "subject", 7);
        frames.add(writer.take().array());
        writer.accepted(1, Protocol.MAX_FRAME_BYTES);
        frames.add(writer.take().array());
        frames.add(ProfileFrames.begun(new ProfileBegun(300, 5, "ctimer", List.of("the kernel", "x")))
                .array());
        frames.add(ProfileFrames.chunk(300, 5, ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .array());
        frames.add(ProfileFrames.end(300, 7, 3).array());
        frames.add(ProfileFrames.refused(new ProfileRefused(300, Refusal.BUSY, "taken", "ann", 9))
                .array());
        frames.add(ProfileFrames.start(new ProfileStart(300, ProfileMode.WALL, 2000, 10_000, 1 << 20, "ann", false))
                .array());
        frames.add(ProfileFrames.stop(300).array());
        return frames;
    }

    /** Returns whether the frame was taken; fails on any other exception than the declared one. */
    private static boolean taken(byte[] frame) {
        try {
            new UpstreamDecoder(new RecordingListener()).decode(ByteBuffer.wrap(frame));
            DownstreamDecoder.decode(ByteBuffer.wrap(frame), (version, longest) -> {});
            return true;
        } catch (MalformedFrameException e) {
            assertThat(e).hasMessageMatching("(?s)frame type -?\\d+, byte \\d+: .+");
            return false;
        }
    }

    @Test
    void takesGoodFrames() {
        for (byte[] frame : goodFrames()) {
            assertThat(taken(frame)).as("frame type %d", frame[0]).isTrue();
        }
    }

    /** Not a list of entries, each of which may be the last. */
    private static boolean hasFixedFields(byte type) {
        return List.of(
                        FrameType.HELLO,
                        FrameType.PROBLEM,
                        FrameType.PROFILE_BEGUN,
                        FrameType.PROFILE_END,
                        FrameType.PROFILE_REFUSED,
                        FrameType.ACCEPTED,
                        FrameType.PROFILE_START,
                        FrameType.PROFILE_STOP)
                .contains((int) type);
    }

    @Test
    void cutAtEveryByteIsRefusedOrEndsAtAnEntry() {
        for (byte[] frame : goodFrames()) {
            for (int length = 0; length < frame.length; length++) {
                boolean taken = taken(Arrays.copyOf(frame, length));
                if (hasFixedFields(frame[0])) {
                    boolean ofEarlierVersion = frame[0] == FrameType.PROFILE_START && length == frame.length - 1;
                    assertThat(taken).as("type %d cut at %d", frame[0], length).isEqualTo(ofEarlierVersion);
                }
            }
        }
    }

    @Test
    void everyFlippedBitIsSurvived() {
        for (byte[] frame : goodFrames()) {
            for (int bit = 0; bit < frame.length * 8; bit++) {
                byte[] broken = frame.clone();
                broken[bit / 8] ^= (byte) (1 << bit % 8);
                assertThatCode(() -> taken(broken)).doesNotThrowAnyException();
            }
        }
    }

    @Property(tries = 5000)
    void randomBytesAreSurvived(@ForAll @Size(max = 200) byte[] frame) {
        taken(frame);
    }

    @Property(tries = 3000)
    void randomPayloadOfEachTypeIsSurvived(@ForAll @Size(max = 100) byte[] payload) {
        for (int type = FrameType.HELLO; type <= FrameType.PROFILE_REFUSED; type++) {
            byte[] frame = new byte[payload.length + 1];
            frame[0] = (byte) type;
            System.arraycopy(payload, 0, frame, 1, payload.length);
            taken(frame);
        }
    }

    @Test
    void oversizedFrameIsRefusedUnread() {
        byte[] frame = new byte[Protocol.MAX_FRAME_BYTES + 1];
        frame[0] = FrameType.DEFINE;
        RecordingListener listener = new RecordingListener();
        assertThatThrownBy(() -> new UpstreamDecoder(listener).decode(ByteBuffer.wrap(frame)))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("frame of 1048577 bytes; expected at most 1048576");
        assertThat(listener.heard).isEmpty();
    }

    @Test
    void hugeCountsAllocateNothing() {
        // A varint of 2^63 - 1, 2^31 - 1 and one more than what is left, wherever a count or a length stands.
        byte[][] counts = {
            {-1, -1, -1, -1, -1, -1, -1, -1, 127}, {-1, -1, -1, -1, 7}, {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, {100}
        };
        for (byte[] frame : goodFrames()) {
            for (int at = 1; at < frame.length; at++) {
                for (byte[] count : counts) {
                    ByteBuffer broken = ByteBuffer.allocate(frame.length + count.length - 1);
                    broken.put(frame, 0, at).put(count).put(frame, at + 1, frame.length - at - 1);
                    long before = allocatedBytes();
                    assertThatCode(() -> taken(broken.array())).doesNotThrowAnyException();
                    assertThat(allocatedBytes() - before).isLessThan(4 << 20);
                }
            }
        }
    }

    @Test
    void densestFramesStayWithinMemory() {
        // The most objects that a frame of the allowed length can make: empty strings, labels and spans.
        for (byte type : new byte[] {
            FrameType.SPANS, FrameType.EVENTS, FrameType.DEFINE, FrameType.VALUES, FrameType.PROFILE_BEGUN
        }) {
            byte[] frame = new byte[Protocol.MAX_FRAME_BYTES];
            frame[0] = type;
            long before = allocatedBytes();
            try {
                new UpstreamDecoder(new DeafListener()).decode(ByteBuffer.wrap(frame));
            } catch (MalformedFrameException e) {
                assertThat(e).hasMessageContaining("expected");
            }
            assertThat(allocatedBytes() - before).as("type %d", type).isLessThan(150L << 20);
        }
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    @Test
    void writersCutWhatReadersWouldRefuse() throws MalformedFrameException {
        FrameWriter writer = new FrameWriter();
        RecordingListener listener = new RecordingListener();
        UpstreamDecoder decoder = new UpstreamDecoder(listener);

        List<String> switches = Collections.nCopies(300, "switch");
        Map<String, String> labels = new HashMap<>();
        Map<String, Object> attributes = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            labels.put("key" + i, "v");
            attributes.put("key" + i, 1L);
        }
        writer.hello(new Hello(1, "p", 1, labels, switches));
        decoder.decode(writer.take());
        writer.begin(FrameType.DEFINE);
        writer.defineScope(1, "s", labels);
        writer.defineMetric(1, 1, MetricType.GAUGE, "🚀".repeat(10_000));
        decoder.decode(writer.take());
        assertThat(listener.heard.get(2)).endsWith("🚀").hasSizeLessThan(9_000);
        SpanRecord span = new SpanRecord("s", "deep", 1, 2, attributes, List.of());
        for (int i = 0; i < 6; i++) {
            span = new SpanRecord("s", "deep", 1, 2, Map.of(), List.of(span));
        }
        writer.begin(FrameType.SPANS);
        writer.span(span);
        decoder.decode(writer.take());
        writer.begin(FrameType.EVENTS);
        writer.event(new EventRecord("s", "n", 1, "INFO", "b".repeat(20_000), attributes));
        decoder.decode(writer.take());
        assertThat(listener.heard).hasSize(5);
    }

    @Test
    void anEntryThatDoesNotFitIsCutBack() throws MalformedFrameException {
        FrameWriter writer = new FrameWriter();
        writer.begin(FrameType.FORGET);
        writer.forgetMetric(1);
        int before = writer.length();
        writer.forgetMetric(2);
        writer.cutBackTo(before);
        writer.forgetMetric(3);
        RecordingListener listener = new RecordingListener();
        new UpstreamDecoder(listener).decode(writer.take());
        assertThat(listener.heard).containsExactly("forget metric 1", "forget metric 3");
    }

    @Test
    void notANumberNeverArrivesAsANumber() throws MalformedFrameException {
        FrameWriter writer = new FrameWriter();
        writer.beginValues(1);
        writer.doubleValue(1, Double.NaN);
        writer.doubleValue(2, Double.POSITIVE_INFINITY);
        RecordingListener listener = new RecordingListener();
        new UpstreamDecoder(listener).decode(writer.take());
        assertThat(listener.heard).containsExactly("values 1", "1 absent NAN", "2 = Infinity");
    }

    @Test
    void framesOfUnknownTypesAreTold() throws MalformedFrameException {
        RecordingListener listener = new RecordingListener();
        new UpstreamDecoder(listener).decode(ByteBuffer.wrap(new byte[] {99, 1, 2, 3}));
        assertThat(listener.heard).containsExactly("unknown 99");
        DownstreamDecoder.decode(ByteBuffer.wrap(new byte[] {99, 1}), (version, longest) -> {
            throw new AssertionError();
        });
    }

    @Test
    void bytesAfterTheLastFieldAreIgnoredWhereFieldsMayBeAdded() {
        for (byte[] frame : goodFrames()) {
            if (hasFixedFields(frame[0])) {
                assertThat(taken(Arrays.copyOf(frame, frame.length + 5))).isTrue();
            }
        }
    }

    @Test
    void messagesSayWhereWhatAndWhatWasExpected() {
        assertThat(messageOf(4, 1, 0, 9)).isEqualTo("frame type 4, byte 4: absent reason 9; expected 0..4 or 255");
        assertThat(messageOf(2, 7)).isEqualTo("frame type 2, byte 2: define entry 7; expected 1 (scope) or 2 (metric)");
        assertThat(messageOf(2, 2, 1, 1, 9)).isEqualTo("frame type 2, byte 5: metric type 9; expected 0..3");
        assertThat(messageOf(7, 1, 0xC0)).isEqualTo("frame type 7, byte 2: string is not UTF-8");
        assertThat(messageOf(7, 5, 1)).isEqualTo("frame type 7, byte 2: string of 5 bytes; expected at most 1");
        assertThat(messageOf(1, 1, 2, 3, 4))
                .isEqualTo("frame type 1, byte 5: magic 1020304; expected 53475750: not a Streamgauge reporter");
        assertThat(messageOf()).isEqualTo("frame type -1, byte 0: empty; expected a frame type");
    }

    @Test
    void aChunkLongerThanAgreedIsRefused() {
        ByteBuffer chunk = ProfileFrames.chunk(1, 0, ByteBuffer.allocate(ProfileFrames.MAX_CHUNK_BYTES + 1));
        assertThatThrownBy(() -> new UpstreamDecoder(new RecordingListener()).decode(chunk))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("chunk of 32769 bytes; expected at most 32768");
    }

    @Test
    void aModeOrReasonOfALaterVersionIsNoBreach() throws MalformedFrameException {
        byte[] start = ProfileFrames.start(new ProfileStart(1, ProfileMode.CPU, 2, 3, 4, "ann", false))
                .array();
        start[2] = 77;
        List<String> asked = new ArrayList<>();
        DownstreamDecoder.decode(ByteBuffer.wrap(start), new DownstreamDecoder.Listener() {
            @Override
            public void accepted(int version, int maxFrameBytes) {}

            @Override
            public void profileStart(ProfileStart request) {
                asked.add(request.mode() + " for " + request.askedBy());
            }
        });
        assertThat(asked).containsExactly("null for ann");
        // And one of an earlier version, which knew of nothing continuous.
        DownstreamDecoder.decode(
                ByteBuffer.wrap(Arrays.copyOf(start, start.length - 1)), new DownstreamDecoder.Listener() {
                    @Override
                    public void accepted(int version, int maxFrameBytes) {}

                    @Override
                    public void profileStart(ProfileStart request) {
                        asked.add("continuous: " + request.continuous());
                    }
                });
        assertThat(asked).endsWith("continuous: false");
        byte[] refused = ProfileFrames.refused(new ProfileRefused(1, Refusal.BUSY, "later", "", 0))
                .array();
        refused[2] = 77;
        RecordingListener listener = new RecordingListener();
        new UpstreamDecoder(listener).decode(ByteBuffer.wrap(refused));
        assertThat(listener.heard.get(0)).contains("reason=FAILED, message=later");
    }

    private static String messageOf(int... bytes) {
        byte[] frame = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            frame[i] = (byte) bytes[i];
        }
        try {
            new UpstreamDecoder(new RecordingListener()).decode(ByteBuffer.wrap(frame));
            return "taken";
        } catch (MalformedFrameException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
