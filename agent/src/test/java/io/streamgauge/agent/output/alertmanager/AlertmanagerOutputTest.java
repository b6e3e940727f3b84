package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.BasicAuth;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Http;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Tls;
import io.streamgauge.agent.output.alertmanager.episode.EpisodeMemory;
import io.streamgauge.agent.output.alertmanager.episode.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole push to peers that do as they should. */
class AlertmanagerOutputTest {

    private static final List<Finding> LEAK = List.of(Findings.leak("open", Verdict.SUSPECT));

    @RegisterExtension
    private final PushFixture push = new PushFixture();

    @Test
    void postsToTheApiOfEveryPeer() throws Exception {
        try (FakePeer first = new FakePeer(push.vertx());
                FakePeer second = new FakePeer(push.vertx())) {
            push.tick(push.start(PushFixture.settings(first, second)), LEAK);

            push.await(
                    "both have it",
                    () -> first.received().size() == 1 && second.received().size() == 1);
            assertThat(first.received().get(0).path()).isEqualTo("/api/v2/alerts");
            assertThat(first.received().get(0).headers()).containsEntry("content-type", "application/json");
            assertThat(first.received().get(0).alert(0).getString("startsAt")).isEqualTo("2026-01-01T10:00:00Z");
            assertThat(first.received().get(0).alert(0).getString("endsAt")).isEqualTo("2026-01-01T10:00:16Z");
            push.await("both counted", () -> push.metrics().total("sent") == 2);
            assertThat(push.metrics().total("peers")).isEqualTo(2);
            assertThat(push.metrics().deliveries()).containsOnly(true);
        }
    }

    @Test
    void sendsNoMoreThan256InABatch() throws Exception {
        try (FakePeer peer = new FakePeer(push.vertx())) {
            push.tick(
                    push.start(PushFixture.settings(peer)),
                    IntStream.range(0, 600)
                            .mapToObj(i -> Findings.leak("s" + i, Verdict.SUSPECT))
                            .toList());

            push.await("all in", () -> push.metrics().total("sent") == 600);
            assertThat(peer.received()).extracting(one -> one.alerts().size()).containsExactly(256, 256, 88);
        }
    }

    @Test
    void stoppingResolvesNothingAndTheNextRunCarriesOn() throws Exception {
        try (FakePeer peer = new FakePeer(push.vertx())) {
            Kept memory = new Kept();
            AlertmanagerOutput first = push.start(PushFixture.settings(peer), memory);
            push.tick(first, LEAK);
            push.await("sent", () -> push.metrics().total("sent") == 1);
            push.stop(first);
            push.time().advance(Duration.ofSeconds(2));

            push.tick(push.start(PushFixture.settings(peer), memory), LEAK);
            push.await("sent again", () -> push.metrics().total("sent") == 2);
            assertThat(peer.received()).hasSize(2);
            assertThat(peer.received().get(1).alert(0).getString("startsAt")).isEqualTo("2026-01-01T10:00:00Z");
            assertThat(peer.received().get(1).alert(0).getString("endsAt")).isEqualTo("2026-01-01T10:00:18Z");
        }
    }

    @Test
    void brokenMemoryDelaysNothing() throws Exception {
        try (FakePeer peer = new FakePeer(push.vertx())) {
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
            push.tick(push.start(PushFixture.settings(peer), broken), LEAK);

            push.await("sent", () -> push.metrics().total("sent") == 1);
        }
    }

    @Test
    void sendsPrefixHeadersAndBasicAuth() throws Exception {
        try (FakePeer peer = new FakePeer(push.vertx())) {
            Http http = new Http(
                    Duration.ofSeconds(4),
                    Map.of("X-Scope-OrgID", "team-a"),
                    new BasicAuth("agent", "secret"),
                    null,
                    Tls.DEFAULT,
                    null);
            AlertmanagerSettings base = PushFixture.settings(http, peer);
            AlertmanagerSettings prefixed = new AlertmanagerSettings(
                    List.of(peer.url() + "/alertmanager/"),
                    base.timing(),
                    base.verdicts(),
                    base.alerts(),
                    base.externalLabels(),
                    base.links(),
                    base.http());
            push.tick(push.start(prefixed), LEAK);

            push.await("sent", () -> push.metrics().total("sent") == 1);
            assertThat(peer.received().get(0).path()).isEqualTo("/alertmanager/api/v2/alerts");
            assertThat(peer.received().get(0).headers())
                    .containsEntry("x-scope-orgid", "team-a")
                    .containsEntry("authorization", "Basic YWdlbnQ6c2VjcmV0");
        }
    }

    @Test
    void readsTheTokenAgainForEveryRequest(@TempDir Path folder) throws Exception {
        try (FakePeer peer = new FakePeer(push.vertx())) {
            Path token = Files.writeString(folder.resolve("token"), "first\n");
            AlertmanagerOutput output = push.start(PushFixture.settings(
                    new Http(Duration.ofSeconds(4), Map.of(), null, token, Tls.DEFAULT, null), peer));
            push.tick(output, LEAK);
            push.await("sent", () -> push.metrics().total("sent") == 1);
            Files.writeString(token, "second");
            push.time().advance(Duration.ofSeconds(4));
            push.tick(output, LEAK);

            push.await("sent again", () -> push.metrics().total("sent") == 2);
            assertThat(peer.received())
                    .extracting(one -> one.headers().get("authorization"))
                    .containsExactly("Bearer first", "Bearer second");

            Files.delete(token);
            push.time().advance(Duration.ofSeconds(4));
            push.tick(output, LEAK);
            push.await("said why", () -> push.metrics().total("failed token") >= 1);
        }
    }

    @Test
    void aPeerFoundLaterIsToldWhatStands() throws Exception {
        try (FakePeer late = new FakePeer(push.vertx())) {
            FakeNames names = new FakeNames();
            AlertmanagerSettings base = PushFixture.settings();
            AlertmanagerSettings dns = new AlertmanagerSettings(
                    List.of("dns+http://alertmanager.example:" + late.port()),
                    new Timing(
                            Duration.ofHours(1), Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofMillis(100)),
                    base.verdicts(),
                    base.alerts(),
                    base.externalLabels(),
                    base.links(),
                    base.http());
            AlertmanagerOutput output = push.start(dns, names);
            push.tick(output, LEAK);
            assertThat(push.metrics().total("peers")).isZero();
            names.put("alertmanager.example", List.of("127.0.0.1"));

            push.await("told", () -> push.metrics().total("sent") == 1);
            assertThat(late.received().get(0).headers()).containsEntry("host", "alertmanager.example:" + late.port());
            names.put("alertmanager.example", List.of("127.0.0.2"));
            push.await("the old one is gone", () -> push.metrics().total("gone") == 1);
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
