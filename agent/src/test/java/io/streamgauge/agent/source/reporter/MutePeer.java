package io.streamgauge.agent.source.reporter;

import io.streamgauge.wire.Protocol;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Half a WebSocket client: sends frames and reads, but never answers a ping, as a frozen process. */
final class MutePeer implements AutoCloseable {

    private static final int BINARY = 0x82;
    private static final int PING = 0x89;

    private final Socket socket;
    private final DataInputStream in;

    MutePeer(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
        String request =
                "GET " + Protocol.PATH + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        int matched = 0;
        while (matched < 4) {
            matched = in.readByte() == "\r\n\r\n".charAt(matched) ? matched + 1 : 0;
        }
    }

    /** A short frame; the mask is all zeros. */
    void send(ByteBuffer payload) throws IOException {
        int length = payload.remaining();
        if (length > 125) {
            throw new IllegalArgumentException("frame of " + length + " bytes; expected at most 125");
        }
        byte[] frame = new byte[6 + length];
        frame[0] = (byte) BINARY;
        frame[1] = (byte) (0x80 | length);
        payload.get(frame, 6, length);
        socket.getOutputStream().write(frame);
    }

    void awaitPing() throws IOException {
        int type;
        do {
            type = in.readUnsignedByte();
            in.readFully(new byte[in.readUnsignedByte() & 0x7F]);
        } while (type != PING);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
