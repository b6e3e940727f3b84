package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Http;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Tls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole push to peers that misbehave. */
class AlertmanagerTroubleTest {

    private static final List<Finding> LEAK = List.of(Findings.leak("open", Verdict.SUSPECT));

    @RegisterExtension
    private final PushFixture push = new PushFixture();

    @Test
    void aPeerThatHangsDoesNotDelayTheOther() throws Exception {
        try (FakePeer hanging = new FakePeer(push.vertx());
                FakePeer good = new FakePeer(push.vertx())) {
            hanging.behave(FakePeer::hang);
            Http impatient = new Http(Duration.ofMillis(500), Map.of(), null, null, Tls.DEFAULT, null);
            AlertmanagerOutput output = push.start(PushFixture.settings(impatient, hanging, good));
            push.tick(output, LEAK);

            push.await("the other has it", () -> !good.received().isEmpty());
            push.await("timed out", () -> push.metrics().total("failed timeout") >= 1);
            assertThat(push.metrics().deliveries()).contains(true);
            hanging.behave(FakePeer::accept);
            push.await(
                    "tried again",
                    () -> push.metrics().total("sent") >= 2
                            && hanging.received().size() >= 2);
        }
    }

    @Test
    void isolatesTheAlertThatSpoilsItsBatch() throws Exception {
        try (FakePeer peer = new FakePeer(push.vertx())) {
            peer.behave(FakePeer.refusing(422, "s7"));
            AlertmanagerOutput output = push.start(PushFixture.settings(peer));
            List<Finding> many = IntStream.range(0, 20)
                    .mapToObj(i -> Findings.leak("s" + i, Verdict.SUSPECT))
                    .toList();
            push.tick(output, many);

            push.await("all others are in", () -> push.metrics().total("sent") == 19);
            assertThat(push.metrics().total("dropped refused")).isEqualTo(1);
            int requests = peer.received().size();

            // Known by now: it goes alone, and the others in one request.
            push.time().advance(Duration.ofSeconds(4));
            push.tick(output, many);
            push.await(
                    "all others again",
                    () -> push.metrics().total("sent") == 38 && push.metrics().total("dropped refused") == 2);
            assertThat(peer.received()).hasSize(requests + 2);
        }
    }

    @Test
    void doesNotRepeatARefusedAlertUntilItIsDue() throws Exception {
        try (FakePeer peer = new FakePeer(push.vertx())) {
            peer.behave(FakePeer.refusing(400, "bad"));
            AlertmanagerOutput output = push.start(PushFixture.settings(peer));
            push.tick(output, List.of(Findings.leak("bad", Verdict.SUSPECT)));
            push.await("refused", () -> push.metrics().total("dropped refused") == 1);

            push.tick(output, List.of(Findings.leak("bad", Verdict.SUSPECT), Findings.leak("good", Verdict.SUSPECT)));
            push.await("the good one is in", () -> push.metrics().total("sent") == 1);
            assertThat(peer.received()).hasSize(2);
        }
    }

    @Test
    void doesNotSplitWhatIsRefusedForItsContentType() throws Exception {
        try (FakePeer peer = new FakePeer(push.vertx())) {
            peer.behave(FakePeer.status(415));
            push.tick(
                    push.start(PushFixture.settings(peer)),
                    List.of(Findings.leak("a", Verdict.SUSPECT), Findings.leak("b", Verdict.SUSPECT)));

            push.await("both dropped", () -> push.metrics().total("dropped refused") == 2);
            assertThat(peer.received()).hasSize(1);
            assertThat(push.metrics().deliveries()).containsOnly(false);
        }
    }

    @Test
    void triesAgainAfterAServerErrorAndACutConnection() throws Exception {
        try (FakePeer peer = new FakePeer(push.vertx())) {
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
            push.tick(push.start(PushFixture.settings(peer)), LEAK);

            push.await("accepted in the end", () -> push.metrics().total("sent") == 1);
            assertThat(push.metrics().total("failed status_500")).isEqualTo(1);
            assertThat(push.metrics().total("failed connection")
                            + push.metrics().total("failed timeout"))
                    .isEqualTo(2);
            assertThat(push.metrics().total("failed status_404")).isEqualTo(1);
        }
    }

    @Test
    void waitsAsLongAsABusyPeerAsks() throws Exception {
        try (FakePeer peer = new FakePeer(push.vertx())) {
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
            push.tick(push.start(PushFixture.settings(peer)), LEAK);

            push.await("accepted", () -> push.metrics().total("sent") == 1);
            assertThat(push.metrics().total("failed busy")).isEqualTo(1);
            assertThat(nanos.get(1) - nanos.get(0)).isGreaterThanOrEqualTo(990_000_000L);
        }
    }

    @Test
    void afterAFailureOnlyTheNewestStateGoesOut() throws Exception {
        try (FakePeer peer = new FakePeer(push.vertx())) {
            peer.behave(FakePeer.status(500));
            AlertmanagerOutput output = push.start(PushFixture.settings(peer));
            push.tick(output, LEAK);
            push.await("failed", () -> push.metrics().total("failed status_500") >= 1);
            push.tick(output, List.of());
            peer.behave(FakePeer::accept);

            push.await("accepted", () -> push.metrics().total("sent") == 1);
            FakePeer.Received last = peer.received().get(peer.received().size() - 1);
            assertThat(last.alerts()).hasSize(1);
            assertThat(last.alert(0).getString("endsAt"))
                    .isEqualTo(push.time().instant().toString());
        }
    }

    @Test
    void dropsAFiringAlertWhoseEndPassedWhileItWaited() throws Exception {
        try (FakePeer peer = new FakePeer(push.vertx())) {
            peer.behave(FakePeer.status(500));
            push.tick(push.start(PushFixture.settings(peer)), LEAK);
            push.await("failed", () -> push.metrics().total("failed status_500") >= 1);
            push.time().advance(Duration.ofSeconds(16));

            push.await("expired", () -> push.metrics().total("dropped expired") == 1);
            assertThat(push.metrics().total("sent")).isZero();
        }
    }
}
