package io.streamgauge.agent.output.alertmanager.peer;

import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SystemNamesTest {

    private static final int HEADER_BYTES = 12;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void findsTheAddressesOfAHost() throws Exception {
        SystemNames names = new SystemNames(vertx, vertx.createDnsClient(53, "127.0.0.1"));

        assertThat(names.addresses("localhost")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS))
                .contains("127.0.0.1");
    }

    @Test
    void readsServiceRecordsFromDns() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answerOnce(server));
            answering.start();
            SystemNames names = new SystemNames(vertx, vertx.createDnsClient(server.getLocalPort(), "127.0.0.1"));

            assertThat(names.services("_web._tcp.am.example")
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS))
                    .containsExactly(new PeerNames.Target("a.am.example", 9093));
            answering.join();
        }
    }

    private static void answerOnce(DatagramSocket server) {
        try {
            DatagramPacket query = new DatagramPacket(new byte[512], 512);
            server.receive(query);
            byte[] answer = serviceAnswer(Arrays.copyOf(query.getData(), query.getLength()));
            server.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One SRV record for the question asked: priority 0, weight 5, port 9093, target a.am.example. */
    private static byte[] serviceAnswer(byte[] query) throws IOException {
        int end = HEADER_BYTES;
        while (query[end] != 0) {
            end += query[end] + 1;
        }
        end += 5;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(query, 0, 2);
        out.writeShort(0x8180);
        out.writeShort(1);
        out.writeShort(1);
        out.writeInt(0);
        out.write(query, HEADER_BYTES, end - HEADER_BYTES);
        out.writeShort(0xc000 | HEADER_BYTES);
        out.writeShort(33);
        out.writeShort(1);
        out.writeInt(30);
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        for (String label : new String[] {"a", "am", "example"}) {
            target.write(label.length());
            target.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        target.write(0);
        out.writeShort(6 + target.size());
        out.writeShort(0);
        out.writeShort(5);
        out.writeShort(9093);
        target.writeTo(out);
        return bytes.toByteArray();
    }
}
