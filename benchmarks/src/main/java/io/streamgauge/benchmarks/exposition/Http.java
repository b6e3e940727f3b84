package io.streamgauge.benchmarks.exposition;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that does as little as possible beside the server it measures: one connection a request, no threads. */
final class Http {

    private static final int TIMEOUT_MILLIS = 120_000;

    private Http() {}

    /** The body as sent. Fails on any status but 200 and on a body that is cut. */
    static byte[] get(int port, String path, boolean gzip) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + (gzip ? "Accept-Encoding: gzip\r\n" : "") + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String head = head(in);
            if (!head.startsWith("HTTP/1.1 200")) {
                throw new IOException("status: expected 200, found '"
                        + head.lines().findFirst().orElse("") + "'");
            }
            if (gzip != head.contains("content-encoding: gzip")) {
                throw new IOException("gzip: asked for " + gzip + ", found otherwise");
            }
            return head.contains("transfer-encoding: chunked") ? chunks(in) : whole(in, length(head));
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = read(in);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int line = text.indexOf("\r\n");
        return text.substring(0, line) + text.substring(line).toLowerCase(Locale.ROOT);
    }

    private static int length(String head) throws IOException {
        return head.lines()
                .filter(line -> line.startsWith("content-length:"))
                .map(line -> Integer.parseInt(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("content-length: found none"));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 20);
        while (true) {
            StringBuilder size = new StringBuilder();
            for (int next = read(in); next != '\n'; next = read(in)) {
                size.append((char) next);
            }
            int length = Integer.parseInt(size.toString().strip(), 16);
            body.write(whole(in, length));
            whole(in, 2);
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private static byte[] whole(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("body: cut after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private static int read(InputStream in) throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("answer: cut in its head");
        }
        return next;
    }
}
