package io.streamgauge.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Builds one frame at a time in a buffer that is reused; see docs/wire.md. Not thread-safe. {@link #take} hands out a
 * copy, so that a frame in flight is never overwritten.
 */
public final class FrameWriter {

    private static final int KIND_BITS = 2;
    private static final int MAX_VARINT_BYTES = 10;
    private static final VarHandle BIG_ENDIAN_DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[1024];
    private int length;
    private int lastId;

    /** Starts a frame of this {@link FrameType}, dropping what was not taken. */
    public void begin(int frameType) {
        length = 0;
        lastId = 0;
        putByte(frameType);
    }

    /** Length so far, in bytes. */
    public int length() {
        return length;
    }

    /**
     * Drops what was written past this {@link #length}: an entry that made a define, forget, spans or events frame
     * longer than the peer takes. Not for values frames, whose entries build on each other.
     */
    public void cutBackTo(int earlierLength) {
        length = earlierLength;
    }

    /** A copy of the frame built so far. */
    public ByteBuffer take() {
        return ByteBuffer.wrap(Arrays.copyOf(bytes, length));
    }

    public void hello(Hello hello) {
        begin(FrameType.HELLO);
        ensure(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (Protocol.MAGIC >>> shift);
        }
        putVarint(hello.version());
        putString(hello.processId());
        putVarint(hello.reportIntervalMillis());
        putLabels(hello.properties());
        int switches = Math.min(hello.disabledSwitches().size(), Protocol.MAX_ENTRIES);
        putVarint(switches);
        hello.disabledSwitches().subList(0, switches).forEach(this::putString);
    }

    public void accepted(int version, int maxFrameBytes) {
        begin(FrameType.ACCEPTED);
        putVarint(version);
        putVarint(maxFrameBytes);
    }

    /** One entry of a define frame: a scope and its labels. Must come before the first metric that names it. */
    public void defineScope(int scopeId, String logicalScope, Map<String, String> labels) {
        putByte(Define.SCOPE);
        putVarint(scopeId);
        putString(logicalScope);
        putLabels(labels);
    }

    /** One entry of a define frame: a metric. */
    public void defineMetric(int metricId, int scopeId, MetricType type, String name) {
        putByte(Define.METRIC);
        putVarint(metricId);
        putVarint(scopeId);
        putByte(type.code());
        putString(name);
    }

    /** One entry of a forget frame. */
    public void forgetMetric(int metricId) {
        putByte(Define.METRIC);
        putVarint(metricId);
    }

    /** One entry of a forget frame. All metrics of the scope must have been forgotten. */
    public void forgetScope(int scopeId) {
        putByte(Define.SCOPE);
        putVarint(scopeId);
    }

    /** Starts a values frame. A report is one or more of them; the receiver shows it when {@link #endOfReport} came. */
    public void beginValues(long epochMillis) {
        begin(FrameType.VALUES);
        putVarint(epochMillis);
    }

    public void longValue(int metricId, long value) {
        // There are thousands in a report: one check for both.
        ensure(2 * MAX_VARINT_BYTES);
        int at = varint(bytes, length, key(metricId, Values.LONG));
        length = varint(bytes, at, zigzag(value));
    }

    public void doubleValue(int metricId, double value) {
        ensure(MAX_VARINT_BYTES + Double.BYTES);
        int at = varint(bytes, length, key(metricId, Values.DOUBLE));
        BIG_ENDIAN_DOUBLE.set(bytes, at, value);
        length = at + Double.BYTES;
    }

    public void absent(int metricId, AbsentReason reason) {
        putKey(metricId, Values.ABSENT);
        putByte(reason.code());
    }

    public void histogram(int metricId, HistogramSample sample) {
        putKey(metricId, Values.HISTOGRAM);
        putVarint(sample.count());
        ensure(2);
        int maskAt = length;
        length += 2;
        int mask = 0;
        int statistics = Values.STATISTICS + Protocol.QUANTILES.size();
        for (int i = 0; i < statistics; i++) {
            double value = Values.statistic(sample, i);
            if (!Double.isNaN(value)) {
                mask |= 1 << i;
                putDouble(value);
            }
        }
        bytes[maskAt] = (byte) (mask >>> 8);
        bytes[maskAt + 1] = (byte) mask;
    }

    /** Closes the report that this values frame belongs to. */
    public void endOfReport() {
        putKey(lastId, Values.ABSENT);
        putByte(Values.END_OF_REPORT);
    }

    /** One entry of a spans frame. */
    public void span(SpanRecord span) {
        span(span, 1);
    }

    private void span(SpanRecord span, int depth) {
        putString(span.scope());
        putString(span.name());
        putVarint(span.startEpochMillis());
        putVarint(span.endEpochMillis());
        putAttributes(span.attributes());
        List<SpanRecord> children = depth == Protocol.MAX_SPAN_DEPTH ? List.of() : span.children();
        putVarint(children.size());
        children.forEach(child -> span(child, depth + 1));
    }

    /** One entry of an events frame. */
    public void event(EventRecord event) {
        putString(event.scope());
        putString(event.name());
        putVarint(event.epochMillis());
        putString(event.severity());
        putString(event.body());
        putAttributes(event.attributes());
    }

    /** A whole problem frame: what goes wrong inside the reporter, once per cause. */
    public void problem(String cause, String subject, long total) {
        begin(FrameType.PROBLEM);
        putString(cause);
        putString(subject);
        putVarint(total);
    }

    private void putLabels(Map<String, String> labels) {
        putVarint(Math.min(labels.size(), Protocol.MAX_ENTRIES));
        int left = Protocol.MAX_ENTRIES;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            if (left-- == 0) {
                break;
            }
            putString(label.getKey());
            putString(label.getValue());
        }
    }

    private void putAttributes(Map<String, Object> attributes) {
        putVarint(Math.min(attributes.size(), Protocol.MAX_ENTRIES));
        int left = Protocol.MAX_ENTRIES;
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            if (left-- == 0) {
                break;
            }
            putString(attribute.getKey());
            Object value = attribute.getValue();
            if (value instanceof Long) {
                putByte(Attributes.LONG);
                putVarint(zigzag((Long) value));
            } else if (value instanceof Double) {
                putByte(Attributes.DOUBLE);
                putDouble((Double) value);
            } else if (value instanceof Boolean) {
                putByte((Boolean) value ? Attributes.TRUE : Attributes.FALSE);
            } else {
                putByte(Attributes.STRING);
                putString(String.valueOf(value));
            }
        }
    }

    private void putKey(int metricId, int kind) {
        putVarint(key(metricId, kind));
    }

    private long key(int metricId, int kind) {
        long key = zigzag(metricId - (long) lastId) << KIND_BITS | kind;
        lastId = metricId;
        return key;
    }

    void putByte(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    void putVarint(long value) {
        ensure(MAX_VARINT_BYTES);
        length = varint(bytes, length, value);
    }

    /** Returns the place behind it. */
    private static int varint(byte[] into, int from, long value) {
        int at = from;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            into[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        into[at++] = (byte) rest;
        return at;
    }

    private void putDouble(double value) {
        ensure(Double.BYTES);
        BIG_ENDIAN_DOUBLE.set(bytes, length, value);
        length += Double.BYTES;
    }

    void putBytes(ByteBuffer source) {
        int size = source.remaining();
        ensure(size);
        source.get(bytes, length, size);
        length += size;
    }

    void putString(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        int size = utf8.length;
        if (size > Protocol.MAX_STRING_BYTES) {
            size = Protocol.MAX_STRING_BYTES;
            // Never cut a character in two: continuation bytes are 10xxxxxx.
            while ((utf8[size] & 0xC0) == 0x80) {
                size--;
            }
        }
        putVarint(size);
        ensure(size);
        System.arraycopy(utf8, 0, bytes, length, size);
        length += size;
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
