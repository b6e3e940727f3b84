package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.finding.Verdict;
import io.streamgauge.testbed.process.Sandbox;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The push against real Alertmanagers, up to the notification. */
class AlertmanagerIT {

    private static final List<Finding> LEAK = List.of(Findings.leak("open", Verdict.SUSPECT));
    private static final List<Finding> NOTHING = List.of();

    private final Vertx vertx = Vertx.vertx();
    private final Sandbox sandbox = Sandbox.create("alertmanager");
    private final InstantSource clock = InstantSource.system();
    private final List<String> notifications = new CopyOnWriteArrayList<>();
    private final List<AlertmanagerOutput> outputs = new ArrayList<>();
    private HttpServer webhook = vertx.createHttpServer();

    @BeforeEach
    void listen() throws Exception {
        webhook = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    for (Object alert : body.toJsonObject().getJsonArray("alerts")) {
                        JsonObject one = (JsonObject) alert;
                        notifications.add(
                                one.getJsonObject("labels").getString("state") + " " + one.getString("status"));
                    }
                    request.response().end();
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        for (AlertmanagerOutput output : outputs) {
            output.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        sandbox.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private RealAlertmanager alertmanager(String name) {
        return new RealAlertmanager(sandbox, name, "http://127.0.0.1:" + webhook.actualPort() + "/");
    }

    /** Resends every second, so that an alert that is not resent ends after four. */
    private AlertmanagerOutput output(RealAlertmanager... peers) throws Exception {
        AlertmanagerSettings base = AlertmanagerSettings.to(List.of());
        List<String> urls = new ArrayList<>();
        for (RealAlertmanager peer : peers) {
            urls.add(peer.url());
        }
        AlertmanagerSettings settings = new AlertmanagerSettings(
                urls,
                new Timing(
                        Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofSeconds(30)),
                base.verdicts(),
                base.alerts(),
                base.externalLabels(),
                base.links(),
                new AlertmanagerSettings.Http(
                        Duration.ofMillis(900),
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
        Await.until(what, () -> {
            output.tick(findings, clock.instant());
            return condition.getAsBoolean();
        });
    }

    @Test
    void aPairNotifiesOnceWhenItFiresAndOnceWhenItIsOver() throws Exception {
        RealAlertmanager first = alertmanager("first").start();
        RealAlertmanager second = alertmanager("second").start(first);
        AlertmanagerOutput output = output(first, second);

        tickUntil(output, LEAK, "fires", () -> notifications.contains("open firing"));
        tickUntil(
                output,
                LEAK,
                "both hold it",
                () -> first.active().size() == 1 && second.active().size() == 1);
        tickUntil(output, NOTHING, "resolved", () -> notifications.contains("open resolved"));

        // A twin of either notification would have come before those of an alert that starts only now.
        List<Finding> marker = List.of(Findings.leak("marker", Verdict.SUSPECT));
        tickUntil(output, marker, "marker fires", () -> notifications.contains("marker firing"));
        tickUntil(output, NOTHING, "marker resolved", () -> notifications.contains("marker resolved"));
        assertThat(notifications).containsExactly("open firing", "open resolved", "marker firing", "marker resolved");
    }

    @Test
    void onePeerDownDelaysNothingAndIsToldWhenItIsBack() throws Exception {
        RealAlertmanager up = alertmanager("up").start();
        RealAlertmanager down = alertmanager("down");
        AlertmanagerOutput output = output(down, up);

        tickUntil(output, LEAK, "fires", () -> notifications.contains("open firing"));
        down.start();
        tickUntil(output, LEAK, "told", () -> down.active().size() == 1);
        up.kill();
        tickUntil(output, NOTHING, "resolved by the one that is left", () -> notifications.contains("open resolved"));
    }

    @Test
    void isKeptAliveByResendingAndEndsByItselfAfterAStop() throws Exception {
        RealAlertmanager alertmanager = alertmanager("alone").start();
        AlertmanagerOutput output = output(alertmanager);
        tickUntil(output, LEAK, "fires", () -> notifications.contains("open firing"));
        Instant firstEnd = alertmanager.endOf(0);

        tickUntil(output, LEAK, "outlives its first end", () -> clock.instant().isAfter(firstEnd));
        assertThat(alertmanager.active()).hasSize(1);
        assertThat(alertmanager.endOf(0)).isAfter(firstEnd);

        output.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(alertmanager.active()).hasSize(1);
        Await.until("ends by itself", () -> notifications.contains("open resolved"));
        assertThat(notifications).containsExactly("open firing", "open resolved");
    }

    @Test
    void takesOddNames() throws Exception {
        RealAlertmanager alertmanager = alertmanager("alone").start();
        String odd = "späte \"Frist\"\\ #1\n😀 {{ .Evil }}";
        List<Finding> findings = List.of(Findings.leak(odd, Verdict.CONFIRMED));

        tickUntil(output(alertmanager), findings, "fires", () -> notifications.contains(odd + " firing"));
        assertThat(alertmanager
                        .active()
                        .path(0)
                        .path("labels")
                        .path("alertname")
                        .asText())
                .isEqualTo("StreamgaugeStateLeak");
    }
}
