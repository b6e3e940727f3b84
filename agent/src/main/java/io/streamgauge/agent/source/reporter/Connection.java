package io.streamgauge.agent.source.reporter;

import io.netty.handler.codec.TooLongFrameException;
import io.streamgauge.agent.source.reporter.ProcessGone.Departure;
import io.streamgauge.wire.FrameWriter;
import io.streamgauge.wire.MalformedFrameException;
import io.streamgauge.wire.Protocol;
import io.streamgauge.wire.UpstreamDecoder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reporter's WebSocket: decodes frames, probes the peer, ends. All on the event loop of the socket. */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final short ABNORMAL = 1006;
    private static final Buffer PING = Buffer.buffer("sg");

    private final Vertx vertx;
    private final ReporterSource source;
    private final ServerWebSocket socket;
    private final Runnable onClosed;
    private final ProcessSession session;
    private final UpstreamDecoder decoder;
    private final long openedEpochMillis;
    private long heardEpochMillis;
    private long pingTimer;
    private boolean greeted;
    private boolean ended;

    Connection(Vertx vertx, ReporterSource source, ServerWebSocket socket, Runnable onClosed) {
        this.vertx = vertx;
        this.source = source;
        this.socket = socket;
        this.onClosed = onClosed;
        session = new ProcessSession(source, String.valueOf(socket.remoteAddress()), source.newAccount(), new Peer() {
            @Override
            public void send(ByteBuffer frame) {
                write(frame);
            }

            @Override
            public void closeReplaced() {
                socket.close((short) 1001, "another connection speaks for this process");
            }
        });
        decoder = new UpstreamDecoder(session);
        openedEpochMillis = source.nowEpochMillis();
        heardEpochMillis = openedEpochMillis;
    }

    void start() {
        socket.binaryMessageHandler(this::frame);
        socket.textMessageHandler(text -> refuse(ProtocolViolation.MALFORMED, "text message; expected binary frames"));
        socket.pongHandler(pong -> heardEpochMillis = source.nowEpochMillis());
        socket.exceptionHandler(this::failed);
        socket.closeHandler(nothing -> closed());
        pingTimer = vertx.setPeriodic(source.settings().pingInterval().toMillis(), timer -> probe());
    }

    private void frame(Buffer message) {
        if (ended) {
            return;
        }
        long start = source.nanoTime();
        heardEpochMillis = source.nowEpochMillis();
        source.counters().frames.increment();
        source.counters().bytes.add(message.length());
        try {
            decoder.decode(ByteBuffer.wrap(message.getBytes()));
            accept();
        } catch (MalformedFrameException e) {
            refuse(ProtocolViolation.MALFORMED, String.valueOf(e.getMessage()));
        } catch (ProtocolViolation e) {
            refuse(e.closeCode(), String.valueOf(e.getMessage()));
        } finally {
            source.counters().decodeNanos.add(source.nanoTime() - start);
        }
    }

    private void accept() {
        if (!greeted && session.identity() != null) {
            greeted = true;
            FrameWriter writer = new FrameWriter();
            writer.accepted(Protocol.VERSION, Protocol.MAX_FRAME_BYTES);
            write(writer.take());
        }
    }

    /** Any thread. A socket that fails closes, and is told apart there. */
    private void write(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        socket.writeBinaryMessage(Buffer.buffer(bytes));
    }

    private void probe() {
        if (ended) {
            return;
        }
        long now = source.nowEpochMillis();
        long limit = source.settings().silenceTimeout().toMillis();
        if (now - heardEpochMillis > limit) {
            end(Departure.SILENT, ProtocolViolation.SILENT, "silent for too long");
        } else if (!greeted && now - openedEpochMillis > limit) {
            refuse(ProtocolViolation.MALFORMED, "no hello in time");
        } else {
            socket.writePing(PING);
        }
    }

    private void failed(Throwable error) {
        if (ended) {
            return;
        }
        if (error instanceof TooLongFrameException || isProtocolError(error)) {
            refuse(ProtocolViolation.MALFORMED, "frame longer than " + Protocol.MAX_FRAME_BYTES + " or broken");
        } else {
            // The close that follows tells the rest.
            LOG.debug("Reporter connection failed: remote={}", socket.remoteAddress(), error);
        }
    }

    private static boolean isProtocolError(Throwable error) {
        return error instanceof io.netty.handler.codec.DecoderException
                || error instanceof IllegalStateException
                || error instanceof io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
    }

    private void refuse(short code, String reason) {
        if (!ended) {
            source.counters().malformed.increment();
            LOG.warn("Reporter refused: remote={} code={} reason={}", socket.remoteAddress(), code, reason);
            end(Departure.REFUSED, code, reason);
        }
    }

    /** Tells at once: the close handshake with a peer that does not answer takes seconds. */
    private void end(Departure departure, short code, String reason) {
        depart(departure);
        socket.close(code, cut(reason));
    }

    private void closed() {
        if (!ended) {
            Short code = socket.closeStatusCode();
            depart(code == null || code == ABNORMAL ? Departure.LOST : Departure.CLEAN);
        }
        onClosed.run();
    }

    private void depart(Departure departure) {
        ended = true;
        vertx.cancelTimer(pingTimer);
        source.departed(session, departure);
        session.release();
    }

    /** A close frame holds 123 bytes of reason. */
    private static String cut(String reason) {
        StringBuilder ascii = new StringBuilder();
        for (int i = 0; i < reason.length() && ascii.length() < 120; i++) {
            char c = reason.charAt(i);
            ascii.append(c >= ' ' && c < 127 ? c : '?');
        }
        return ascii.toString();
    }
}
