package io.streamgauge.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads frames from one reporter and tells a listener. Not thread-safe: one per connection. After a
 * {@link MalformedFrameException} the listener may have heard a part of the frame; the connection must end.
 */
public final class UpstreamDecoder {

    private static final int KIND_BITS = 2;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;

    private final UpstreamListener listener;
    private final HistogramSample histogram = new HistogramSample();

    public UpstreamDecoder(UpstreamListener listener) {
        this.listener = listener;
    }

    public void decode(ByteBuffer frame) throws MalformedFrameException {
        FrameReader in = new FrameReader(frame);
        if (frame.remaining() > Protocol.MAX_FRAME_BYTES) {
            throw in.malformed(
                    "frame of " + frame.remaining() + " bytes; expected at most " + Protocol.MAX_FRAME_BYTES);
        }
        switch (in.type()) {
            case FrameType.HELLO:
                listener.hello(hello(in));
                break;
            case FrameType.DEFINE:
                define(in);
                break;
            case FrameType.FORGET:
                forget(in);
                break;
            case FrameType.VALUES:
                values(in);
                break;
            case FrameType.SPANS:
                while (in.hasMore()) {
                    listener.span(span(in, 1));
                }
                break;
            case FrameType.EVENTS:
                while (in.hasMore()) {
                    listener.event(event(in));
                }
                break;
            case FrameType.PROBLEM:
                listener.problem(in.readString(), in.readString(), in.readVarint());
                break;
            case FrameType.PROFILE_BEGUN:
                listener.profileBegun(ProfileFrames.readBegun(in));
                break;
            case FrameType.PROFILE_CHUNK:
                ProfileFrames.readChunk(in, listener);
                break;
            case FrameType.PROFILE_END:
                ProfileFrames.readEnd(in, listener);
                break;
            case FrameType.PROFILE_REFUSED:
                listener.profileRefused(ProfileFrames.readRefused(in));
                break;
            default:
                listener.unknownFrame(in.type());
        }
    }

    private static Hello hello(FrameReader in) throws MalformedFrameException {
        int magic = in.readInt();
        if (magic != Protocol.MAGIC) {
            throw in.malformed("magic " + Integer.toHexString(magic) + "; expected "
                    + Integer.toHexString(Protocol.MAGIC) + ": not a Streamgauge reporter");
        }
        int version = in.readId("version");
        String processId = in.readString();
        long intervalMillis = in.readId("report interval");
        Map<String, String> properties = readLabels(in);
        int switches = in.readCount("switch", Protocol.MAX_ENTRIES, 1);
        List<String> disabled = new ArrayList<>();
        for (int i = 0; i < switches; i++) {
            disabled.add(in.readString());
        }
        return new Hello(version, processId, intervalMillis, properties, disabled);
    }

    private static Map<String, String> readLabels(FrameReader in) throws MalformedFrameException {
        int count = in.readCount("label", Protocol.MAX_ENTRIES, 2);
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < count; i++) {
            labels.put(in.readString(), in.readString());
        }
        return labels;
    }

    private void define(FrameReader in) throws MalformedFrameException {
        while (in.hasMore()) {
            int kind = in.readByte();
            if (kind == Define.SCOPE) {
                listener.defineScope(in.readId("scope id"), in.readString(), readLabels(in));
            } else if (kind == Define.METRIC) {
                int metricId = in.readId("metric id");
                int scopeId = in.readId("scope id");
                listener.defineMetric(metricId, scopeId, metricType(in), in.readString());
            } else {
                throw in.malformed("define entry " + kind + "; expected 1 (scope) or 2 (metric)");
            }
        }
    }

    private static MetricType metricType(FrameReader in) throws MalformedFrameException {
        int code = in.readByte();
        MetricType type = MetricType.ofCode(code);
        if (type == null) {
            throw in.malformed("metric type " + code + "; expected 0..3");
        }
        return type;
    }

    private void forget(FrameReader in) throws MalformedFrameException {
        while (in.hasMore()) {
            int kind = in.readByte();
            if (kind == Define.SCOPE) {
                listener.forgetScope(in.readId("scope id"));
            } else if (kind == Define.METRIC) {
                listener.forgetMetric(in.readId("metric id"));
            } else {
                throw in.malformed("forget entry " + kind + "; expected 1 (scope) or 2 (metric)");
            }
        }
    }

    private void values(FrameReader in) throws MalformedFrameException {
        listener.values(in.readVarint());
        long id = 0;
        while (in.hasMore()) {
            long key = in.readVarint();
            int kind = (int) key & KIND_MASK;
            long delta = key >>> KIND_BITS;
            id += (delta >>> 1) ^ -(delta & 1);
            if (id < 0 || id > Integer.MAX_VALUE) {
                throw in.malformed("metric id " + id + "; expected 0.." + Integer.MAX_VALUE);
            }
            value(in, (int) id, kind);
        }
    }

    private void value(FrameReader in, int id, int kind) throws MalformedFrameException {
        switch (kind) {
            case Values.LONG:
                listener.longValue(id, in.readZigzag());
                break;
            case Values.DOUBLE:
                double number = in.readDouble();
                if (Double.isNaN(number)) {
                    // Whoever wrote it: a value that is no number never reaches the listener as one.
                    listener.absent(id, AbsentReason.NAN);
                } else {
                    listener.doubleValue(id, number);
                }
                break;
            case Values.HISTOGRAM:
                readHistogram(in);
                listener.histogram(id, histogram);
                break;
            default:
                int code = in.readByte();
                if (code == Values.END_OF_REPORT) {
                    listener.endOfReport();
                    return;
                }
                AbsentReason reason = AbsentReason.ofCode(code);
                if (reason == null) {
                    throw in.malformed("absent reason " + code + "; expected 0..4 or 255");
                }
                listener.absent(id, reason);
        }
    }

    private void readHistogram(FrameReader in) throws MalformedFrameException {
        histogram.reset(in.readVarint());
        int mask = in.readByte() << 8 | in.readByte();
        int known = Values.STATISTICS + Protocol.QUANTILES.size();
        if (mask >>> known != 0) {
            throw in.malformed("histogram mask " + Integer.toHexString(mask) + "; expected at most " + known + " bits");
        }
        double min = Double.NaN;
        double max = Double.NaN;
        double mean = Double.NaN;
        if ((mask & 1) != 0) {
            histogram.sum(in.readDouble());
        }
        if ((mask & 2) != 0) {
            min = in.readDouble();
        }
        if ((mask & 4) != 0) {
            max = in.readDouble();
        }
        if ((mask & 8) != 0) {
            mean = in.readDouble();
        }
        histogram.spread(min, max, mean);
        for (int i = 0; i < Protocol.QUANTILES.size(); i++) {
            if ((mask & (1 << (Values.STATISTICS + i))) != 0) {
                histogram.quantile(i, in.readDouble());
            }
        }
    }

    private static SpanRecord span(FrameReader in, int depth) throws MalformedFrameException {
        if (depth > Protocol.MAX_SPAN_DEPTH) {
            throw in.malformed("spans nested deeper than " + Protocol.MAX_SPAN_DEPTH);
        }
        String scope = in.readString();
        String name = in.readString();
        long start = in.readVarint();
        long end = in.readVarint();
        Map<String, Object> attributes = in.readAttributes();
        int count = in.readCount("child span", Integer.MAX_VALUE, 6);
        List<SpanRecord> children = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            children.add(span(in, depth + 1));
        }
        return new SpanRecord(scope, name, start, end, attributes, children);
    }

    private static EventRecord event(FrameReader in) throws MalformedFrameException {
        return new EventRecord(
                in.readString(),
                in.readString(),
                in.readVarint(),
                in.readString(),
                in.readString(),
                in.readAttributes());
    }
}
