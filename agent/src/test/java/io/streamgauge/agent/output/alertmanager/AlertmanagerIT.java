package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.agent.output.alertmanager.episode.EpisodeMemory;
import io.streamgauge.agent.output.alertmanager.episode.Timing;
import io.streamgauge.testbed.AlertmanagerServer;
import io.streamgauge.testbed.WebhookReceiver;
import io.streamgauge.testbed.process.Await;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The push against real Alertmanagers, up to the notification. */
class AlertmanagerIT {

    private static final List<Finding> LEAK = List.of(Findings.leak("open", Verdict.SUSPECT));
    private static final List<Finding> NOTHING = List.of();

    private final Vertx vertx = Vertx.vertx();
    private final InstantSource clock = InstantSource.system();
    private final WebhookReceiver webhook = WebhookReceiver.start();
    private final List<AlertmanagerServer> servers = new ArrayList<>();
    private final List<AlertmanagerOutput> outputs = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AlertmanagerOutput output : outputs) {
            output.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        servers.forEach(AlertmanagerServer::close);
        webhook.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** The group interval is well above the time that one of a pair waits for the other, or notifications come twice. */
    private List<AlertmanagerServer> alertmanagers(int count) {
        List<AlertmanagerServer> started = AlertmanagerServer.startPeers(
                new io.streamgauge.testbed.AlertmanagerSettings(
                        webhook.url(), Duration.ofMillis(500), Duration.ofSeconds(6)),
                count);
        servers.addAll(started);
        // Until it has settled, one of a pair holds back what it is going to notify, and then tells old news.
        for (AlertmanagerServer server : started) {
            Await.upTo(Duration.ofSeconds(60), "settled")
                    .until(
                            () -> server.get("/api/v2/status")
                                    .path("cluster")
                                    .path("status")
                                    .asText(),
                            status -> status.equals("ready") || status.equals("disabled"));
        }
        return started;
    }

    /** Resends every three seconds, so that an alert that is not resent ends after twelve. */
    private AlertmanagerOutput output(List<AlertmanagerServer> peers) throws Exception {
        AlertmanagerSettings base = AlertmanagerSettings.to(
                peers.stream().map(peer -> peer.url().toString()).toList());
        AlertmanagerSettings settings = new AlertmanagerSettings(
                base.peers(),
                new Timing(
                        Duration.ofSeconds(3), Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofSeconds(30)),
                base.verdicts(),
                base.alerts(),
                base.externalLabels(),
                base.links(),
                new AlertmanagerSettings.Http(
                        Duration.ofSeconds(3),
                        base.http().headers(),
                        null,
                        null,
                        base.http().tls(),
                        null));
        AlertmanagerOutput output =
                new AlertmanagerOutput(vertx, settings, EpisodeMemory.none(), AlertmanagerMetrics.NOOP, clock);
        outputs.add(output);
        output.start().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return output;
    }

    /** As the loop does: a tick now and then, until what is waited for has come. */
    private void tickUntil(AlertmanagerOutput output, List<Finding> findings, String what, BooleanSupplier condition) {
        Await.upTo(Duration.ofSeconds(60), what).untilTrue(() -> {
            output.tick(findings, clock.instant());
            return condition.getAsBoolean();
        });
    }

    /** "StreamgaugeStateLeak firing", in the order of the notifications. */
    private List<String> notifications() {
        return webhook.alerts().stream()
                .map(alert -> alert.name() + " " + alert.state())
                .toList();
    }

    private boolean notified(String notification) {
        return notifications().contains(notification);
    }

    private static Instant end(AlertmanagerServer server) {
        return Instant.parse(server.get("/api/v2/alerts").path(0).path("endsAt").asText());
    }

    @Test
    void aPairNotifiesOnceWhenItFiresAndOnceWhenItIsOver() throws Exception {
        List<AlertmanagerServer> pair = alertmanagers(2);
        AlertmanagerOutput output = output(pair);

        tickUntil(output, LEAK, "fires", () -> notified("StreamgaugeStateLeak firing"));
        tickUntil(output, LEAK, "both hold it", () -> pair.stream()
                .allMatch(one -> one.alerts().size() == 1));
        tickUntil(output, NOTHING, "resolved", () -> notified("StreamgaugeStateLeak resolved"));

        // A twin of either notification would have come before those of an alert that starts only now.
        List<Finding> marker = List.of(Findings.ofJob("marker", Verdict.SUSPECT));
        tickUntil(output, marker, "marker fires", () -> notified("StreamgaugeMarker firing"));
        tickUntil(output, NOTHING, "marker resolved", () -> notified("StreamgaugeMarker resolved"));
        assertThat(notifications())
                .containsExactly(
                        "StreamgaugeStateLeak firing",
                        "StreamgaugeStateLeak resolved",
                        "StreamgaugeMarker firing",
                        "StreamgaugeMarker resolved");
    }

    @Test
    void onePeerDownDelaysNothingAndIsToldWhenItIsBack() throws Exception {
        AlertmanagerServer down = alertmanagers(1).get(0);
        AlertmanagerServer up = alertmanagers(1).get(0);
        down.stop();
        AlertmanagerOutput output = output(List.of(down, up));

        tickUntil(output, LEAK, "fires", () -> notified("StreamgaugeStateLeak firing"));
        down.restart();
        tickUntil(output, LEAK, "told", () -> down.alerts().size() == 1);
        up.stop();
        tickUntil(output, NOTHING, "resolved by the one left", () -> notified("StreamgaugeStateLeak resolved"));
    }

    @Test
    void isKeptAliveByResendingAndEndsByItselfAfterAStop() throws Exception {
        AlertmanagerServer server = alertmanagers(1).get(0);
        AlertmanagerOutput output = output(List.of(server));
        tickUntil(output, LEAK, "fires", () -> notified("StreamgaugeStateLeak firing"));
        Instant firstEnd = end(server);

        tickUntil(output, LEAK, "outlives its first end", () -> clock.instant().isAfter(firstEnd));
        assertThat(server.alerts()).hasSize(1);
        assertThat(end(server)).isAfter(firstEnd);

        output.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(server.alerts()).hasSize(1);
        webhook.awaitAlert("ends by itself", alert -> alert.state().equals("resolved"));
        assertThat(notifications()).containsExactly("StreamgaugeStateLeak firing", "StreamgaugeStateLeak resolved");
    }

    @Test
    void takesOddNames() throws Exception {
        List<AlertmanagerServer> server = alertmanagers(1);
        String odd = "späte \"Frist\"\\ #1\n😀 {{ .Evil }}";
        List<Finding> findings = List.of(Findings.leak(odd, Verdict.CONFIRMED));

        tickUntil(output(server), findings, "fires", () -> notified("StreamgaugeStateLeak firing"));
        assertThat(server.get(0).alerts())
                .extracting(alert -> alert.labels().get("state"))
                .containsExactly(odd);
    }
}
