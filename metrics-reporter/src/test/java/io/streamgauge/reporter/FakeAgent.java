package io.streamgauge.reporter;

import io.streamgauge.wire.FrameWriter;
import io.streamgauge.wire.Protocol;
import io.streamgauge.wire.UpstreamDecoder;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** The smallest agent: speaks WebSocket on a bare socket, and can be told to misbehave. */
final class FakeAgent implements AutoCloseable {

    /** How it treats those who connect. */
    enum Manner {
        FRIENDLY,
        /** Takes the connection and says nothing, not even HTTP. */
        MUTE,
        /** Answers the handshake with 401. */
        REFUSES,
        /** Answers the handshake with a page of HTML. */
        HTML,
        /** Speaks WebSocket but never accepts. */
        NEVER_ACCEPTS,
        SENDS_TEXT,
        SENDS_GARBAGE,
        /** One message without end. */
        SENDS_ENDLESS_MESSAGE,
        /** Messages without end. */
        SENDS_ENDLESS_PINGS,
        /** Accepts, then reads nothing until told to. */
        STOPS_READING,
        OTHER_VERSION,
    }

    final List<HeardProcess> processes = new CopyOnWriteArrayList<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<Integer> closeCodes = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final CountDownLatch readOn = new CountDownLatch(1);
    private volatile Manner manner;

    FakeAgent(Manner manner) throws IOException {
        this(manner, 0);
    }

    FakeAgent(Manner manner, int port) throws IOException {
        this.manner = manner;
        server = new ServerSocket();
        server.setReuseAddress(true);
        if (manner == Manner.STOPS_READING) {
            // So that the kernel does not hide that nobody reads.
            server.setReceiveBufferSize(8 << 10);
        }
        bind(port);
        daemon(this::acceptAll);
    }

    /** An agent before this one may still be letting go of the port. */
    private void bind(int port) {
        Await.until("port " + port + " free", () -> {
            try {
                server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "fake-agent");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    String address() {
        return "http://127.0.0.1:" + port();
    }

    void becomes(Manner other) {
        manner = other;
    }

    void readOn() {
        readOn.countDown();
    }

    int connections() {
        return sockets.size();
    }

    /** The last process that said hello, once it has sent a whole report. */
    HeardProcess awaitReport() {
        Await.until("a report", () -> !processes.isEmpty() && last().reports() > 0);
        return last();
    }

    HeardProcess last() {
        return processes.get(processes.size() - 1);
    }

    /** Cuts all connections, as a crash would. */
    void cut() {
        for (Socket socket : sockets) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                // Closed already.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        readOn.countDown();
        cut();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        Manner now = manner;
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 4096));
            OutputStream out = socket.getOutputStream();
            String request = readRequest(in);
            requests.add(request);
            if (now == Manner.MUTE) {
                in.read();
            } else if (now == Manner.REFUSES) {
                out.write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } else if (now == Manner.HTML) {
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>"
                        .getBytes(StandardCharsets.US_ASCII));
            } else {
                upgrade(request, out);
                misbehave(now, out);
                listen(now, in, out);
            }
        } catch (IOException e) {
            // The other side went away, or the test cut it.
        } finally {
            try {
                socket.close();
            } catch (IOException e) {
                // Gone already.
            }
        }
    }

    private static String readRequest(DataInputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) in.readUnsignedByte());
        }
        return request.toString();
    }

    private static void upgrade(String request, OutputStream out) throws IOException {
        String key = request.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElseThrow();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void misbehave(Manner manner, OutputStream out) throws IOException {
        if (manner == Manner.SENDS_TEXT) {
            send(out, 0x81, "hello?".getBytes(StandardCharsets.US_ASCII));
        } else if (manner == Manner.SENDS_GARBAGE) {
            send(out, 0x82, new byte[] {0x41});
        } else if (manner == Manner.SENDS_ENDLESS_MESSAGE) {
            send(out, 0x02, new byte[1000]);
            while (true) {
                send(out, 0x00, new byte[1000]);
            }
        } else if (manner == Manner.SENDS_ENDLESS_PINGS) {
            while (true) {
                send(out, 0x89, new byte[0]);
            }
        }
    }

    private static void send(OutputStream out, int head, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(head);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.write(payload);
        synchronized (out) {
            out.write(frame.toByteArray());
            out.flush();
        }
    }

    private void listen(Manner manner, DataInputStream in, OutputStream out) throws IOException {
        HeardProcess process = new HeardProcess();
        try {
            listen(process, manner, in, out);
        } finally {
            process.end();
        }
    }

    private void listen(HeardProcess process, Manner manner, DataInputStream in, OutputStream out) throws IOException {
        UpstreamDecoder decoder = new UpstreamDecoder(process);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            int head = in.readUnsignedByte();
            byte[] payload = readPayload(in);
            int opcode = head & 0x0F;
            if (opcode == 8) {
                closeCodes.add(payload.length < 2 ? 0 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF));
                send(out, 0x88, payload);
                return;
            } else if (opcode == 9) {
                send(out, 0x8A, payload);
            } else if (opcode <= 2) {
                message.write(payload);
                if ((head & 0x80) != 0) {
                    byte[] whole = message.toByteArray();
                    message.reset();
                    boolean first = !process.hasHello();
                    decode(decoder, process, whole);
                    if (first) {
                        processes.add(process);
                        greet(manner, out);
                    }
                }
            }
        }
    }

    private void greet(Manner manner, OutputStream out) throws IOException {
        if (manner == Manner.NEVER_ACCEPTS) {
            return;
        }
        FrameWriter writer = new FrameWriter();
        writer.accepted(manner == Manner.OTHER_VERSION ? 2 : Protocol.VERSION, Protocol.MAX_FRAME_BYTES);
        send(out, 0x82, writer.take().array());
        if (manner == Manner.STOPS_READING) {
            try {
                readOn.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private static void decode(UpstreamDecoder decoder, HeardProcess process, byte[] frame) {
        try {
            decoder.decode(ByteBuffer.wrap(frame));
        } catch (io.streamgauge.wire.MalformedFrameException e) {
            process.breaches.add(String.valueOf(e.getMessage()));
        }
    }

    private static byte[] readPayload(DataInputStream in) throws IOException {
        int second = in.readUnsignedByte();
        long length = second & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] mask = new byte[4];
        if ((second & 0x80) != 0) {
            in.readFully(mask);
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i & 3];
        }
        return payload;
    }
}
