package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Tls;
import io.streamgauge.agent.output.alertmanager.episode.Alert;
import io.streamgauge.agent.output.alertmanager.episode.AlertContent;
import io.streamgauge.agent.output.alertmanager.peer.Peer;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before any test.
    private Path folder;

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @BeforeEach
    void makeCertificates() throws Exception {
        makeCertificate("server", "dns:am.example");
        makeCertificate("client", "dns:agent.example");
    }

    /** NAME.crt and NAME.key in PEM, signed by itself, by the JDK's own tool. */
    private void makeCertificate(String name, String alternativeName) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-alias",
                        name,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=" + alternativeName,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        writePem(name + ".crt", "CERTIFICATE", keys.getCertificate(name).getEncoded());
        writePem(name + ".key", "PRIVATE KEY", keys.getKey(name, PASSWORD).getEncoded());
    }

    private void writePem(String file, String type, byte[] content) throws Exception {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
    }

    private HttpServerOptions server() {
        return new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(folder.resolve("server.crt").toString())
                        .addKeyPath(folder.resolve("server.key").toString()));
    }

    private Answer send(FakePeer peer, String host, Tls tls) throws Exception {
        AlertPost post = new AlertPost(
                vertx, new AlertmanagerSettings.Http(Duration.ofSeconds(10), Map.of(), null, null, tls, null));
        AlertContent content =
                new AlertWording(AlertmanagerSettings.OFF).content(Findings.leak("open", Verdict.SUSPECT));
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return post.send(
                        new Peer(true, "127.0.0.1", peer.port(), host, ""),
                        List.of(new Alert(content, now, now.plusSeconds(240), true)))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private Tls trusting(@Nullable String serverName) {
        return new Tls(file("server.crt"), null, null, serverName, false);
    }

    @Test
    void trustsOnlyTheAuthorityItWasGiven() throws Exception {
        try (FakePeer peer = new FakePeer(vertx, server())) {
            assertThat(send(peer, "am.example", Tls.DEFAULT)).isInstanceOf(Answer.Failed.class);
            assertThat(send(peer, "am.example", trusting(null))).isInstanceOf(Answer.Accepted.class);
        }
    }

    @Test
    void anAddressFoundByNameMustPresentThatName() throws Exception {
        try (FakePeer peer = new FakePeer(vertx, server())) {
            assertThat(send(peer, "other.example", trusting(null))).isInstanceOf(Answer.Failed.class);
            assertThat(send(peer, "other.example", trusting("am.example"))).isInstanceOf(Answer.Accepted.class);
        }
    }

    @Test
    void insecureTakesAnyCertificate() throws Exception {
        try (FakePeer peer = new FakePeer(vertx, server())) {
            assertThat(send(peer, "other.example", new Tls(null, null, null, null, true)))
                    .isInstanceOf(Answer.Accepted.class);
        }
    }

    @Test
    void presentsItsOwnCertificateWhereAsked() throws Exception {
        HttpServerOptions demanding = server().setClientAuth(ClientAuth.REQUIRED)
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(file("client.crt").toString()));
        try (FakePeer peer = new FakePeer(vertx, demanding)) {
            assertThat(send(peer, "am.example", trusting(null))).isInstanceOf(Answer.Failed.class);
            assertThat(send(
                            peer,
                            "am.example",
                            new Tls(file("server.crt"), file("client.crt"), file("client.key"), null, false)))
                    .isInstanceOf(Answer.Accepted.class);
        }
    }
}
