package io.streamgauge.agent.output.alertmanager;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Keeps the start of an answer's body for the log and ends the connection of one that does not end. For one context. */
final class BoundedBody implements WriteStream<Buffer> {

    private static final int SHOWN_BYTES = 400;
    private static final int MOST_BYTES = 64 << 10;

    private final Buffer start = Buffer.buffer();
    private long bytes;
    private boolean closed;

    /** What comes from now on ends the connection. */
    void close() {
        closed = true;
    }

    String text() {
        return start.toString(StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
    }

    @Override
    public Future<Void> write(Buffer data) {
        bytes += data.length();
        if (closed || bytes > MOST_BYTES) {
            return Future.failedFuture("answer does not end");
        }
        start.appendBuffer(data, 0, Math.min(data.length(), SHOWN_BYTES - start.length()));
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        return Future.succeededFuture();
    }

    @Override
    public boolean writeQueueFull() {
        return false;
    }

    @Override
    public BoundedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    @Override
    public BoundedBody setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public BoundedBody drainHandler(@Nullable Handler<Void> handler) {
        return this;
    }
}
