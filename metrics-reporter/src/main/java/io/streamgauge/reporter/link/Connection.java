package io.streamgauge.reporter.link;

import io.streamgauge.reporter.profile.Profiling;
import io.streamgauge.reporter.profile.ReplyChannel;
import io.streamgauge.wire.DownstreamDecoder;
import io.streamgauge.wire.MalformedFrameException;
import io.streamgauge.wire.Protocol;
import io.streamgauge.wire.profile.ProfileStart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to an agent, from the attempt to the end. Thread-safe: the HTTP client's threads call in. It never ends
 * by itself but says why it should, and the {@link Link} drops it.
 */
public final class Connection implements WebSocket.Listener, DownstreamDecoder.Listener, ReplyChannel {

    /** An agent has little to say. */
    private static final int MAX_MESSAGE_BYTES = 64 << 10;

    private static final int MAX_MESSAGES_PER_MINUTE = 1000;
    /** What a writer may need for one entry past the length at which it starts a new frame. */
    private static final int LEAST_FRAME_BYTES = Protocol.MAX_FRAME_BYTES / 2;

    private static final long FAILURE_LOOK_MILLIS = 100;

    private final ByteBuffer hello;
    private final int outboxLimit;
    private final AtomicLong bytesSent;
    private final Profiling profiling;
    private final Runnable wake;
    private final LongSupplier nanoTime;

    // Guarded by this.
    private final Deque<ByteBuffer> outbox = new ArrayDeque<>();
    private int outboxBytes;
    private boolean sending;
    /** A part of a recording: sent when nothing else waits, and no reason to leave a report out. */
    private @Nullable ByteBuffer chunk;

    private long chunksSent;

    private volatile @Nullable WebSocket socket;
    private volatile @Nullable String failure;
    private volatile boolean accepted;
    private volatile long heardNanos;

    // Of the thread that listens; the WebSocket calls one at a time.
    private ByteBuffer message = ByteBuffer.allocate(0);
    private long minuteStartedNanos;
    private int messagesThisMinute;

    /**
     * @param hello the first frame
     * @param outboxLimit bytes that may wait
     * @param bytesSent grows by each frame handed to the network
     * @param profiling gets the agent's requests for profiles
     * @param wake called when something changed that the link should look at
     * @param nanoTime the clock of the link
     */
    public Connection(
            ByteBuffer hello,
            int outboxLimit,
            AtomicLong bytesSent,
            Profiling profiling,
            Runnable wake,
            LongSupplier nanoTime) {
        this.hello = hello;
        this.outboxLimit = outboxLimit;
        this.bytesSent = bytesSent;
        this.profiling = profiling;
        this.wake = wake;
        this.nanoTime = nanoTime;
        this.heardNanos = nanoTime.getAsLong();
        this.minuteStartedNanos = heardNanos;
    }

    void open(HttpClient client, URI agent, String token, Duration timeout) {
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(timeout);
        if (!token.isEmpty()) {
            builder.header("Authorization", "Bearer " + token);
        }
        CompletableFuture<?> unused = builder.buildAsync(agent, this).whenComplete((opened, problem) -> {
            if (problem != null) {
                fail("cannot connect: " + describe(problem));
            }
        });
    }

    /** Of what may be foreign: the message of an exception is left out, but for the status of a refused handshake. */
    private static String describe(Throwable problem) {
        Throwable cause = problem;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof WebSocketHandshakeException) {
            int status = ((WebSocketHandshakeException) cause).getResponse().statusCode();
            return "HTTP status " + status + (status == 401 || status == 403 ? ": check the token" : "");
        }
        return cause.getClass().getName();
    }

    /** Why this connection is of no more use; null while it is. */
    @Nullable
    String failure() {
        return failure;
    }

    private void fail(String cause) {
        if (failure == null) {
            failure = cause;
            wake.run();
        }
    }

    /** The agent took the hello. */
    boolean isAccepted() {
        return accepted;
    }

    /** Of the last sign of life. */
    long heardNanos() {
        return heardNanos;
    }

    /** Nothing waits to be sent. */
    synchronized boolean isDrained() {
        return outbox.isEmpty();
    }

    /** Sends these in order, or none and fails if they are more than may wait. */
    synchronized void send(List<ByteBuffer> frames) {
        long bytes = outboxBytes;
        for (ByteBuffer frame : frames) {
            bytes += frame.remaining();
        }
        if (bytes > outboxLimit) {
            fail(bytes + " bytes to send; expected at most outbox.bytes = " + outboxLimit
                    + "; raise it, or report fewer metrics");
            return;
        }
        outboxBytes = (int) bytes;
        outbox.addAll(frames);
        pump();
    }

    private synchronized void pump() {
        WebSocket open = socket;
        boolean ofChunk = outbox.isEmpty();
        ByteBuffer next = ofChunk ? chunk : outbox.peek();
        if (sending || open == null || next == null || failure != null) {
            return;
        }
        sending = true;
        // Goes on in whoever sent the frame: to wake a thread for it costs more than the frame.
        CompletableFuture<?> unused =
                open.sendBinary(next.duplicate(), true).whenComplete((sent, problem) -> sent(next, ofChunk, problem));
    }

    private synchronized void sent(ByteBuffer frame, boolean ofChunk, @Nullable Throwable problem) {
        sending = false;
        if (problem != null) {
            fail("cannot send: " + describe(problem));
            return;
        }
        if (ofChunk) {
            chunk = null;
            chunksSent++;
            notifyAll();
        } else {
            outbox.remove();
            outboxBytes -= frame.remaining();
        }
        bytesSent.addAndGet(frame.remaining());
        pump();
    }

    @Override
    public boolean isOpen() {
        return failure == null;
    }

    @Override
    public void answer(ByteBuffer frame) {
        send(List.of(frame));
    }

    @Override
    public synchronized boolean sendChunk(ByteBuffer frame) throws InterruptedException {
        long sentWithIt = chunksSent + 1;
        chunk = frame;
        pump();
        while (chunksSent < sentWithIt && failure == null) {
            // Who fails does not notify.
            wait(FAILURE_LOOK_MILLIS);
        }
        return failure == null;
    }

    void ping() {
        WebSocket open = socket;
        if (open != null && failure == null) {
            // Should the one before still wait, this one fails and need not be sent.
            CompletableFuture<?> unused = open.sendPing(ByteBuffer.allocate(0));
        }
    }

    /** Says good-bye if the agent still listens. */
    void close() {
        WebSocket open = socket;
        if (open != null && failure == null) {
            fail("closed by the reporter");
            CompletableFuture<?> unused = open.sendClose(WebSocket.NORMAL_CLOSURE, "");
        } else {
            abort();
        }
    }

    void abort() {
        fail("closed by the reporter");
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
        synchronized (this) {
            outbox.clear();
            outboxBytes = 0;
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        if (failure != null) {
            // Given up meanwhile.
            opened.abort();
            return;
        }
        heardNanos = nanoTime.getAsLong();
        send(List.of(hello));
        opened.request(1);
        wake.run();
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        if (message.remaining() + data.remaining() > MAX_MESSAGE_BYTES) {
            fail("the agent sent a message of more than " + MAX_MESSAGE_BYTES + " bytes");
            return null;
        }
        ByteBuffer whole = ByteBuffer.allocate(message.remaining() + data.remaining());
        whole.put(message).put(data).flip();
        message = whole;
        if (last) {
            message = ByteBuffer.allocate(0);
            try {
                DownstreamDecoder.decode(whole, this);
            } catch (MalformedFrameException e) {
                fail("the agent sent a malformed frame: " + e.getMessage());
            }
        }
        return heard(from);
    }

    @Override
    public void accepted(int version, int maxFrameBytes) {
        if (version != Protocol.VERSION) {
            fail("the agent speaks version " + version + "; expected " + Protocol.VERSION);
        } else if (maxFrameBytes < LEAST_FRAME_BYTES) {
            fail("the agent takes frames of " + maxFrameBytes + " bytes; expected at least " + LEAST_FRAME_BYTES);
        } else {
            accepted = true;
            wake.run();
        }
    }

    @Override
    public void profileStart(ProfileStart start) {
        profiling.start(start, this);
    }

    @Override
    public void profileStop(int requestId) {
        profiling.stop(requestId, this);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        fail("the agent sent text; expected binary frames: is it a Streamgauge agent?");
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer payload) {
        return heard(from);
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer payload) {
        return heard(from);
    }

    private @Nullable CompletionStage<?> heard(WebSocket from) {
        long now = nanoTime.getAsLong();
        heardNanos = now;
        if (now - minuteStartedNanos > Duration.ofMinutes(1).toNanos()) {
            minuteStartedNanos = now;
            messagesThisMinute = 0;
        }
        if (++messagesThisMinute > MAX_MESSAGES_PER_MINUTE) {
            fail("the agent sent more than " + MAX_MESSAGES_PER_MINUTE + " messages in a minute");
        } else {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        fail("closed by the agent with code " + code + (code == 4401 ? ": check the token" : ""));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable problem) {
        fail("lost: " + describe(problem));
    }
}
