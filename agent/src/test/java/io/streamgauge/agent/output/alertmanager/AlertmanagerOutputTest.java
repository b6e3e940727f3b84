package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.BasicAuth;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Http;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Tls;
import io.streamgauge.testbed.process.Await;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole push against peers that misbehave. */
class AlertmanagerOutputTest {

    private static final List<Finding> LEAK = List.of(Findings.leak("open", Verdict.SUSPECT));

    private final Vertx vertx = Vertx.vertx();
    private final ManualTime time = new ManualTime();
    private final Recorder metrics = new Recorder();
    private final List<AlertmanagerOutput> outputs = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AlertmanagerOutput output : outputs) {
            output.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private AlertmanagerOutput start(AlertmanagerSettings settings) throws Exception {
        return start(settings, EpisodeMemory.none());
    }

    private AlertmanagerOutput start(AlertmanagerSettings settings, EpisodeMemory memory) throws Exception {
        AlertmanagerOutput output = new AlertmanagerOutput(vertx, settings, memory, metrics, time);
        outputs.add(output);
        output.start().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return output;
    }

    /** Resends every four seconds; what is to time out sets a shorter limit than that. */
    private static AlertmanagerSettings settings(FakePeer... peers) {
        return settings(Http.DEFAULT, peers);
    }

    private static AlertmanagerSettings settings(Http http, FakePeer... peers) {
        AlertmanagerSettings base = AlertmanagerSettings.to(List.of());
        Timing quick = new Timing(
                Duration.ofSeconds(4), Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofSeconds(30));
        return new AlertmanagerSettings(
                IntStream.range(0, peers.length).mapToObj(i -> peers[i].url()).toList(),
                quick,
                base.verdicts(),
                base.alerts(),
                base.externalLabels(),
                base.links(),
                new Http(
                        http.timeout().compareTo(quick.resend()) > 0 ? quick.resend() : http.timeout(),
                        http.headers(),
                        http.basicAuth(),
                        http.bearerTokenFile(),
                        http.tls(),
                        http.proxy()));
    }

    private static void await(String what, BooleanSupplier condition) {
        Await.upTo(Duration.ofSeconds(30), what).untilTrue(condition);
    }

    private void tick(AlertmanagerOutput output, List<Finding> findings) {
        output.tick(findings, time.instant());
    }

    @Test
    void postsToTheApiOfEveryPeer() throws Exception {
        try (FakePeer first = new FakePeer(vertx);
                FakePeer second = new FakePeer(vertx)) {
            tick(start(settings(first, second)), LEAK);

            await(
                    "both have it",
                    () -> first.received().size() == 1 && second.received().size() == 1);
            assertThat(first.received().get(0).path()).isEqualTo("/api/v2/alerts");
            assertThat(first.received().get(0).headers()).containsEntry("content-type", "application/json");
            assertThat(first.received().get(0).alert(0).getString("startsAt")).isEqualTo("2026-01-01T10:00:00Z");
            assertThat(first.received().get(0).alert(0).getString("endsAt")).isEqualTo("2026-01-01T10:00:16Z");
            await("both counted", () -> metrics.total("sent") == 2);
            assertThat(metrics.total("peers")).isEqualTo(2);
            assertThat(metrics.deliveries()).containsOnly(true);
        }
    }

    @Test
    void aPeerThatHangsDoesNotDelayTheOther() throws Exception {
        try (FakePeer hanging = new FakePeer(vertx);
                FakePeer good = new FakePeer(vertx)) {
            hanging.behave(FakePeer::hang);
            Http impatient = new Http(Duration.ofMillis(500), Map.of(), null, null, Tls.DEFAULT, null);
            AlertmanagerOutput output = start(settings(impatient, hanging, good));
            tick(output, LEAK);

            await("the other has it", () -> !good.received().isEmpty());
            await("timed out", () -> metrics.total("failed timeout") >= 1);
            assertThat(metrics.deliveries()).contains(true);
            hanging.behave(FakePeer::accept);
            await(
                    "tried again",
                    () -> metrics.total("sent") >= 2 && hanging.received().size() >= 2);
        }
    }

    @Test
    void isolatesTheAlertThatSpoilsItsBatch() throws Exception {
        try (FakePeer peer = new FakePeer(vertx)) {
            peer.behave(FakePeer.refusing(422, "s7"));
            AlertmanagerOutput output = start(settings(peer));
            List<Finding> many = IntStream.range(0, 20)
                    .mapToObj(i -> Findings.leak("s" + i, Verdict.SUSPECT))
                    .toList();
            tick(output, many);

            await("all others are in", () -> metrics.total("sent") == 19);
            assertThat(metrics.total("dropped refused")).isEqualTo(1);
            int requests = peer.received().size();

            // Known by now: it goes alone, and the others in one request.
            time.advanceSeconds(4);
            tick(output, many);
            await("all others again", () -> metrics.total("sent") == 38 && metrics.total("dropped refused") == 2);
            assertThat(peer.received()).hasSize(requests + 2);
        }
    }

    @Test
    void doesNotRepeatARefusedAlertUntilItIsDue() throws Exception {
        try (FakePeer peer = new FakePeer(vertx)) {
            peer.behave(FakePeer.refusing(400, "bad"));
            AlertmanagerOutput output = start(settings(peer));
            tick(output, List.of(Findings.leak("bad", Verdict.SUSPECT)));
            await("refused", () -> metrics.total("dropped refused") == 1);

            tick(output, List.of(Findings.leak("bad", Verdict.SUSPECT), Findings.leak("good", Verdict.SUSPECT)));
            await("the good one is in", () -> metrics.total("sent") == 1);
            assertThat(peer.received()).hasSize(2);
        }
    }

    @Test
    void doesNotSplitWhatIsRefusedForItsContentType() throws Exception {
        try (FakePeer peer = new FakePeer(vertx)) {
            peer.behave(FakePeer.status(415));
            tick(
                    start(settings(peer)),
                    List.of(Findings.leak("a", Verdict.SUSPECT), Findings.leak("b", Verdict.SUSPECT)));

            await("both dropped", () -> metrics.total("dropped refused") == 2);
            assertThat(peer.received()).hasSize(1);
            assertThat(metrics.deliveries()).containsOnly(false);
        }
    }

    @Test
    void triesAgainAfterAServerErrorAndACutConnection() throws Exception {
        try (FakePeer peer = new FakePeer(vertx)) {
            AtomicInteger requests = new AtomicInteger();
            peer.behave((request, received) -> {
                switch (requests.incrementAndGet()) {
                    case 1 -> FakePeer.status(500).accept(request, received);
                    case 2 -> FakePeer.cut(request, received);
                    case 3 -> FakePeer.neverEnd(request, received);
                    case 4 -> FakePeer.status(404).accept(request, received);
                    default -> FakePeer.accept(request, received);
                }
            });
            tick(start(settings(peer)), LEAK);

            await("accepted in the end", () -> metrics.total("sent") == 1);
            assertThat(metrics.total("failed status_500")).isEqualTo(1);
            assertThat(metrics.total("failed connection") + metrics.total("failed timeout"))
                    .isEqualTo(2);
            assertThat(metrics.total("failed status_404")).isEqualTo(1);
        }
    }

    @Test
    void waitsAsLongAsABusyPeerAsks() throws Exception {
        try (FakePeer peer = new FakePeer(vertx)) {
            List<Long> nanos = new CopyOnWriteArrayList<>();
            peer.behave((request, received) -> {
                nanos.add(System.nanoTime());
                if (nanos.size() == 1) {
                    request.response()
                            .setStatusCode(429)
                            .putHeader("Retry-After", "1")
                            .end();
                } else {
                    FakePeer.accept(request, received);
                }
            });
            tick(start(settings(peer)), LEAK);

            await("accepted", () -> metrics.total("sent") == 1);
            assertThat(metrics.total("failed busy")).isEqualTo(1);
            assertThat(nanos.get(1) - nanos.get(0)).isGreaterThanOrEqualTo(990_000_000L);
        }
    }

    @Test
    void afterAFailureOnlyTheNewestStateGoesOut() throws Exception {
        try (FakePeer peer = new FakePeer(vertx)) {
            peer.behave(FakePeer.status(500));
            AlertmanagerOutput output = start(settings(peer));
            tick(output, LEAK);
            await("failed", () -> metrics.total("failed status_500") >= 1);
            tick(output, List.of());
            peer.behave(FakePeer::accept);

            await("accepted", () -> metrics.total("sent") == 1);
            FakePeer.Received last = peer.received().get(peer.received().size() - 1);
            assertThat(last.alerts()).hasSize(1);
            assertThat(last.alert(0).getString("endsAt"))
                    .isEqualTo(time.instant().toString());
        }
    }

    @Test
    void dropsAFiringAlertWhoseEndPassedWhileItWaited() throws Exception {
        try (FakePeer peer = new FakePeer(vertx)) {
            peer.behave(FakePeer.status(500));
            tick(start(settings(peer)), LEAK);
            await("failed", () -> metrics.total("failed status_500") >= 1);
            time.advanceSeconds(16);

            await("expired", () -> metrics.total("dropped expired") == 1);
            assertThat(metrics.total("sent")).isZero();
        }
    }

    @Test
    void sendsNoMoreThan256InABatch() throws Exception {
        try (FakePeer peer = new FakePeer(vertx)) {
            tick(
                    start(settings(peer)),
                    IntStream.range(0, 600)
                            .mapToObj(i -> Findings.leak("s" + i, Verdict.SUSPECT))
                            .toList());

            await("all in", () -> metrics.total("sent") == 600);
            assertThat(peer.received()).extracting(one -> one.alerts().size()).containsExactly(256, 256, 88);
        }
    }

    @Test
    void stoppingResolvesNothingAndTheNextRunCarriesOn() throws Exception {
        try (FakePeer peer = new FakePeer(vertx)) {
            Kept memory = new Kept();
            AlertmanagerOutput first = start(settings(peer), memory);
            tick(first, LEAK);
            await("sent", () -> metrics.total("sent") == 1);
            first.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            outputs.remove(first);
            time.advanceSeconds(2);

            tick(start(settings(peer), memory), LEAK);
            await("sent again", () -> metrics.total("sent") == 2);
            assertThat(peer.received()).hasSize(2);
            assertThat(peer.received().get(1).alert(0).getString("startsAt")).isEqualTo("2026-01-01T10:00:00Z");
            assertThat(peer.received().get(1).alert(0).getString("endsAt")).isEqualTo("2026-01-01T10:00:18Z");
        }
    }

    @Test
    void brokenMemoryDelaysNothing() throws Exception {
        try (FakePeer peer = new FakePeer(vertx)) {
            EpisodeMemory broken = new EpisodeMemory() {
                @Override
                public byte[] load() {
                    return new byte[] {'{', 'x'};
                }

                @Override
                public void save(byte[] episodes) {
                    throw new IllegalStateException("disk full");
                }
            };
            tick(start(settings(peer), broken), LEAK);

            await("sent", () -> metrics.total("sent") == 1);
        }
    }

    @Test
    void sendsPrefixHeadersAndBasicAuth() throws Exception {
        try (FakePeer peer = new FakePeer(vertx)) {
            Http http = new Http(
                    Duration.ofSeconds(4),
                    Map.of("X-Scope-OrgID", "team-a"),
                    new BasicAuth("agent", "secret"),
                    null,
                    Tls.DEFAULT,
                    null);
            AlertmanagerSettings base = settings(http, peer);
            AlertmanagerSettings prefixed = new AlertmanagerSettings(
                    List.of(peer.url() + "/alertmanager/"),
                    base.timing(),
                    base.verdicts(),
                    base.alerts(),
                    base.externalLabels(),
                    base.links(),
                    base.http());
            tick(start(prefixed), LEAK);

            await("sent", () -> metrics.total("sent") == 1);
            assertThat(peer.received().get(0).path()).isEqualTo("/alertmanager/api/v2/alerts");
            assertThat(peer.received().get(0).headers())
                    .containsEntry("x-scope-orgid", "team-a")
                    .containsEntry("authorization", "Basic YWdlbnQ6c2VjcmV0");
        }
    }

    @Test
    void readsTheTokenAgainForEveryRequest(@TempDir Path folder) throws Exception {
        try (FakePeer peer = new FakePeer(vertx)) {
            Path token = Files.writeString(folder.resolve("token"), "first\n");
            AlertmanagerOutput output =
                    start(settings(new Http(Duration.ofSeconds(4), Map.of(), null, token, Tls.DEFAULT, null), peer));
            tick(output, LEAK);
            await("sent", () -> metrics.total("sent") == 1);
            Files.writeString(token, "second");
            time.advanceSeconds(4);
            tick(output, LEAK);

            await("sent again", () -> metrics.total("sent") == 2);
            assertThat(peer.received())
                    .extracting(one -> one.headers().get("authorization"))
                    .containsExactly("Bearer first", "Bearer second");

            Files.delete(token);
            time.advanceSeconds(4);
            tick(output, LEAK);
            await("said why", () -> metrics.total("failed token") >= 1);
        }
    }

    @Test
    void aPeerFoundLaterIsToldWhatStands() throws Exception {
        try (FakePeer late = new FakePeer(vertx)) {
            FakeNames names = new FakeNames();
            AlertmanagerSettings base = settings();
            AlertmanagerSettings dns = new AlertmanagerSettings(
                    List.of("dns+http://alertmanager.example:" + late.port()),
                    new Timing(
                            Duration.ofHours(1), Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofMillis(100)),
                    base.verdicts(),
                    base.alerts(),
                    base.externalLabels(),
                    base.links(),
                    base.http());
            AlertmanagerOutput output = new AlertmanagerOutput(vertx, dns, EpisodeMemory.none(), metrics, time, names);
            outputs.add(output);
            output.start().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            tick(output, LEAK);
            assertThat(metrics.total("peers")).isZero();
            names.put("alertmanager.example", List.of("127.0.0.1"));

            await("told", () -> metrics.total("sent") == 1);
            assertThat(late.received().get(0).headers()).containsEntry("host", "alertmanager.example:" + late.port());
            names.put("alertmanager.example", List.of("127.0.0.2"));
            await("the old one is gone", () -> metrics.total("gone") == 1);
        }
    }

    /** As the history does it. */
    private static final class Kept implements EpisodeMemory {
        private byte @Nullable [] bytes;

        @Override
        public byte @Nullable [] load() {
            return bytes;
        }

        @Override
        public void save(byte[] episodes) {
            bytes = episodes;
        }
    }
}
