package io.streamgauge.wire;

import io.streamgauge.wire.profile.ProfileBegun;
import io.streamgauge.wire.profile.ProfileMode;
import io.streamgauge.wire.profile.ProfileRefused;
import io.streamgauge.wire.profile.ProfileStart;
import io.streamgauge.wire.profile.Refusal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import static org.assertj.core.api.Assertions.assertThat;

/** What a writer wrote, the decoder tells unchanged. */
class WireRoundTripTest {

    private final FrameWriter writer = new FrameWriter();
    private final RecordingListener listener = new RecordingListener();

    private List<String> decoded() throws MalformedFrameException {
        listener.heard.clear();
        new UpstreamDecoder(listener).decode(writer.take());
        return listener.heard;
    }

    @Property(tries = 300)
    void longsAndDoublesOfAnyIdOrder(
            @ForAll List<@IntRange(min = 0) Integer> ids, @ForAll long time, @ForAll long number, @ForAll double real)
            throws MalformedFrameException {
        writer.beginValues(time);
        for (int id : ids) {
            writer.longValue(id, number);
            writer.doubleValue(id, real);
            writer.absent(id, AbsentReason.BLOCKED);
        }
        writer.endOfReport();
        List<String> heard = decoded();
        assertThat(heard)
                .hasSize(ids.size() * 3 + 2)
                .startsWith("values " + time)
                .endsWith("end");
        for (int i = 0; i < ids.size(); i++) {
            int id = ids.get(i);
            assertThat(heard.subList(1 + 3 * i, 4 + 3 * i))
                    .containsExactly(
                            id + " = " + number, id + " = " + Double.toHexString(real), id + " absent BLOCKED");
        }
    }

    @Property(tries = 300)
    void histogramsWithAnyStatisticsUnknown(
            @ForAll long count, @ForAll("statistics") List<Double> statistics, @ForAll @IntRange(min = 0) int id)
            throws MalformedFrameException {
        HistogramSample sample = new HistogramSample();
        sample.reset(count);
        sample.sum(statistics.get(0));
        sample.spread(statistics.get(1), statistics.get(2), statistics.get(3));
        for (int i = 0; i < Protocol.QUANTILES.size(); i++) {
            sample.quantile(i, statistics.get(Values.STATISTICS + i));
        }
        writer.beginValues(1);
        writer.histogram(id, sample);
        assertThat(decoded()).containsExactly("values 1", id + " = " + RecordingListener.text(sample));
        HistogramSample copy = new HistogramSample();
        copy.copyFrom(sample);
        assertThat(copy.sameAs(sample)).isTrue();
    }

    @Provide
    Arbitrary<List<Double>> statistics() {
        return Arbitraries.oneOf(Arbitraries.doubles(), Arbitraries.just(Double.NaN))
                .list()
                .ofSize(Values.STATISTICS + Protocol.QUANTILES.size());
    }

    @Property(tries = 200)
    void namesAndLabelsOfAnyText(
            @ForAll("text") String scope, @ForAll("text") String name, @ForAll("labels") Map<String, String> labels)
            throws MalformedFrameException {
        writer.begin(FrameType.DEFINE);
        writer.defineScope(7, scope, labels);
        for (MetricType type : MetricType.values()) {
            writer.defineMetric(type.code(), 7, type, name);
        }
        assertThat(decoded())
                .containsExactly(
                        "scope 7 " + scope + " " + new TreeMap<>(labels),
                        "metric 0 in 7 COUNTER " + name,
                        "metric 1 in 7 GAUGE " + name,
                        "metric 2 in 7 METER " + name,
                        "metric 3 in 7 HISTOGRAM " + name);
    }

    @Property(tries = 100)
    void helloOfAnyText(@ForAll("labels") Map<String, String> properties, @ForAll("texts") List<String> switches)
            throws MalformedFrameException {
        Hello hello = new Hello(1, "p", 10_000, properties, switches);
        writer.hello(hello);
        listener.heard.clear();
        new UpstreamDecoder(listener).decode(writer.take());
        assertThat(listener.heard).hasSize(1);
        assertThat(listener.heard.get(0)).contains("every 10000 off " + hello.disabledSwitches());
    }

    @Property(tries = 200)
    void spansAndEvents(@ForAll("spans") SpanRecord span, @ForAll("attributes") Map<String, Object> attributes)
            throws MalformedFrameException {
        writer.begin(FrameType.SPANS);
        writer.span(span);
        writer.span(span);
        assertThat(decoded()).containsExactly("span " + span, "span " + span);
        EventRecord event = new EventRecord("s", "n", 5, "INFO", "b\n\u0000", attributes);
        writer.begin(FrameType.EVENTS);
        writer.event(event);
        assertThat(decoded()).containsExactly("event " + event);
    }

    @Property(tries = 50)
    void problemsAndForgets(
            @ForAll("text") String cause, @ForAll("text") String subject, @ForAll @IntRange(min = 0) int id)
            throws MalformedFrameException {
        writer.problem(cause, subject, 3);
        assertThat(decoded()).containsExactly("problem " + cause + " of " + subject + " 3");
        writer.begin(FrameType.FORGET);
        writer.forgetMetric(id);
        writer.forgetScope(id);
        assertThat(decoded()).containsExactly("forget metric " + id, "forget scope " + id);
    }

    @Property(tries = 50)
    void accepted(@ForAll @IntRange(min = 0) int version, @ForAll @IntRange(min = 0) int longest)
            throws MalformedFrameException {
        writer.accepted(version, longest);
        int[] heard = new int[2];
        DownstreamDecoder.decode(writer.take(), (v, f) -> {
            heard[0] = v;
            heard[1] = f;
        });
        assertThat(heard).containsExactly(version, longest);
    }

    @Property(tries = 100)
    void profilesAskedFor(
            @ForAll @IntRange(min = 0) int number,
            @ForAll ProfileMode mode,
            @ForAll("text") String askedBy,
            @ForAll boolean continuous)
            throws MalformedFrameException {
        ProfileStart start = new ProfileStart(number, mode, number / 2, number / 3, number / 5, askedBy, continuous);
        List<String> heard = new ArrayList<>();
        DownstreamDecoder.Listener reporter = new DownstreamDecoder.Listener() {
            @Override
            public void accepted(int version, int maxFrameBytes) {}

            @Override
            public void profileStart(ProfileStart asked) {
                heard.add(asked.toString());
            }

            @Override
            public void profileStop(int requestId) {
                heard.add("stop " + requestId);
            }
        };
        DownstreamDecoder.decode(ProfileFrames.start(start), reporter);
        DownstreamDecoder.decode(ProfileFrames.stop(number), reporter);
        assertThat(heard).containsExactly(start.toString(), "stop " + number);
    }

    @Property(tries = 100)
    void profilesSent(
            @ForAll @IntRange(min = 0) int id,
            @ForAll @LongRange(min = 0) long size,
            @ForAll("text") String text,
            @ForAll("texts") List<String> notSeen,
            @ForAll Refusal reason,
            @ForAll byte[] bytes)
            throws MalformedFrameException {
        UpstreamDecoder decoder = new UpstreamDecoder(listener);
        listener.heard.clear();
        ProfileBegun begun = new ProfileBegun(id, size, text, notSeen.subList(0, Math.min(16, notSeen.size())));
        decoder.decode(ProfileFrames.begun(begun));
        decoder.decode(ProfileFrames.chunk(id, size, ByteBuffer.wrap(bytes)));
        decoder.decode(ProfileFrames.end(id, 5, size));
        ProfileRefused refused = new ProfileRefused(id, reason, text, text, size);
        decoder.decode(ProfileFrames.refused(refused));
        assertThat(listener.heard)
                .containsExactly(
                        begun.toString(),
                        "chunk of " + id + " at " + size + " " + Arrays.toString(bytes),
                        "end of " + id + " at 5 of " + size,
                        refused.toString());
    }

    @Property(tries = 50)
    void framesAreReadFromAnywhereInABuffer(@ForAll @IntRange(max = 20) int before) throws MalformedFrameException {
        writer.problem("c", "s", 1);
        ByteBuffer frame = writer.take();
        ByteBuffer larger = ByteBuffer.allocateDirect(before + frame.remaining() + 3);
        larger.position(before);
        larger.put(frame);
        larger.flip().position(before);
        new UpstreamDecoder(listener).decode(larger);
        assertThat(listener.heard).contains("problem c of s 1");
    }

    @Provide
    Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40).map(WireRoundTripTest::wellFormed),
                Arbitraries.of("a\nb", "\"quoted\"", "back\\slash", "\u0000", "🚀 emoji 漢字", "", "<host>"));
    }

    /** A lone surrogate has no UTF-8: it crosses as a question mark. */
    private static String wellFormed(String any) {
        return new String(
                any.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return text().list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<Map<String, String>> labels() {
        return Arbitraries.maps(text(), text()).ofMaxSize(12);
    }

    @Provide
    Arbitrary<Map<String, Object>> attributes() {
        Arbitrary<Object> value = Arbitraries.oneOf(
                text().asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.doubles().asGeneric(),
                Arbitraries.of(true, false).asGeneric());
        return Arbitraries.maps(text(), value).ofMaxSize(6);
    }

    @Provide
    Arbitrary<SpanRecord> spans() {
        return Arbitraries.integers().between(1, Protocol.MAX_SPAN_DEPTH).flatMap(this::spansOfDepth);
    }

    private Arbitrary<SpanRecord> spansOfDepth(int depth) {
        Arbitrary<List<SpanRecord>> children = depth == 1
                ? Arbitraries.just(List.of())
                : spansOfDepth(depth - 1).list().ofMaxSize(3);
        return Combinators.combine(text(), text(), Arbitraries.longs(), Arbitraries.longs(), attributes(), children)
                .as(SpanRecord::new);
    }
}
