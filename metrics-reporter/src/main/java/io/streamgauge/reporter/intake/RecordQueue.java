package io.streamgauge.reporter.intake;

import io.streamgauge.reporter.problem.Problems;
import io.streamgauge.wire.EventRecord;
import io.streamgauge.wire.FrameType;
import io.streamgauge.wire.FrameWriter;
import io.streamgauge.wire.Protocol;
import io.streamgauge.wire.SpanRecord;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Hands spans and events from Flink's threads to the reporter's, which converts them. Bounded: what does not fit is lost and counted. */
public final class RecordQueue {

    private static final int MAX_WAITING = 1024;
    private static final int MAX_BYTES = Protocol.MAX_FRAME_BYTES / 2;

    private final Queue<Supplier<ByteBuffer>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final Problems problems;
    private final FrameWriter writer = new FrameWriter();

    public RecordQueue(Problems problems) {
        this.problems = problems;
    }

    /** Never waits. Any thread. */
    public void span(Supplier<SpanRecord> span) {
        add(() -> frameOf(span.get()));
    }

    /** Never waits. Any thread. */
    public void event(Supplier<EventRecord> event) {
        add(() -> {
            writer.begin(FrameType.EVENTS);
            writer.event(event.get());
            return writer.take();
        });
    }

    private void add(Supplier<ByteBuffer> record) {
        if (!waiting.offer(record)) {
            dropped.incrementAndGet();
        }
    }

    private ByteBuffer frameOf(SpanRecord span) {
        writer.begin(FrameType.SPANS);
        writer.span(span);
        if (writer.length() > MAX_BYTES) {
            problems.note("span too long: sent without its children", span.name());
            writer.begin(FrameType.SPANS);
            writer.span(new SpanRecord(
                    span.scope(),
                    span.name(),
                    span.startEpochMillis(),
                    span.endEpochMillis(),
                    span.attributes(),
                    List.of()));
        }
        return writer.take();
    }

    /** Converts all that waits and hands on its frames. Only on the reporter's thread. */
    public void drain(Consumer<ByteBuffer> to) {
        for (Supplier<ByteBuffer> next = waiting.poll(); next != null; next = waiting.poll()) {
            try {
                ByteBuffer frame = next.get();
                if (frame.remaining() <= MAX_BYTES) {
                    to.accept(frame);
                } else {
                    dropped.incrementAndGet();
                    problems.note("too long: dropped", "span or event");
                }
            } catch (Throwable e) {
                dropped.incrementAndGet();
                problems.note("failed with " + Problems.at(e), "span or event");
            }
        }
    }

    /** Spans and events lost since the start. */
    public long dropped() {
        return dropped.get();
    }
}
