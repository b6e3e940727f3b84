package io.streamgauge.agent.source.reporter;

import io.streamgauge.wire.DownstreamDecoder;
import io.streamgauge.wire.FrameWriter;
import io.streamgauge.wire.Hello;
import io.streamgauge.wire.MalformedFrameException;
import io.streamgauge.wire.Protocol;
import io.streamgauge.wire.profile.ProfileStart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A reporter as the JDK's own client makes it, byte for byte under the test's control. */
public final class ReporterClient implements AutoCloseable {

    private static final long DEADLINE_SECONDS = 20;

    private final WebSocket socket;
    private final AtomicInteger pings = new AtomicInteger();
    private final CompletableFuture<Integer> accepted = new CompletableFuture<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final BlockingQueue<ProfileStart> starts = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> stops = new LinkedBlockingQueue<>();

    public ReporterClient(int port, @Nullable String token) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + Protocol.PATH), new Listener())
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    public static Hello hello(String processId) {
        return new Hello(
                Protocol.VERSION,
                processId,
                1000,
                Map.of(Hello.KIND, "taskmanager", Hello.HOST, "h1", Hello.PROFILER, "on"),
                List.of());
    }

    public ReporterClient send(ByteBuffer frame) {
        return send(frame, true);
    }

    public ReporterClient send(ByteBuffer frame, boolean last) {
        socket.sendBinary(frame, last)
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join();
        return this;
    }

    public ReporterClient sendText(String text) {
        socket.sendText(text, true)
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join();
        return this;
    }

    public ReporterClient greet(String processId) {
        FrameWriter writer = new FrameWriter();
        writer.hello(hello(processId));
        return send(writer.take());
    }

    /** The longest frame that the agent says it takes. */
    public int awaitAccepted() {
        return accepted.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
    }

    public int awaitCloseCode() {
        return closeCode.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
    }

    public void closeInOrder() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye")
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Pings seen; the JDK has answered each. */
    public int pings() {
        return pings.get();
    }

    /** Drops the connection without a word, as a killed process does. */
    public void abort() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.abort();
    }

    /** The next request for a profile. */
    public ProfileStart awaitProfileStart() {
        return taken(starts);
    }

    /** Id of the next request that the agent takes back. */
    public int awaitProfileStop() {
        return taken(stops);
    }

    private static <T> T taken(BlockingQueue<T> queue) {
        try {
            return Objects.requireNonNull(queue.poll(DEADLINE_SECONDS, TimeUnit.SECONDS), "the agent said nothing");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Listener implements WebSocket.Listener, DownstreamDecoder.Listener {

        @Override
        public void accepted(int version, int maxFrameBytes) {
            accepted.complete(maxFrameBytes);
        }

        @Override
        public void profileStart(ProfileStart start) {
            starts.add(start);
        }

        @Override
        public void profileStop(int requestId) {
            stops.add(requestId);
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
            try {
                DownstreamDecoder.decode(data, this);
            } catch (MalformedFrameException e) {
                accepted.completeExceptionally(e);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
            pings.incrementAndGet();
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closeCode.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closeCode.complete(-1);
        }
    }
}
