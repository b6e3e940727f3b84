package io.streamgauge.agent.output.alertmanager;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings.Http;
import io.streamgauge.agent.output.alertmanager.episode.EpisodeMemory;
import io.streamgauge.agent.output.alertmanager.episode.Timing;
import io.streamgauge.agent.output.alertmanager.peer.PeerNames;
import io.streamgauge.testbed.process.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A push with a manual time, stopped after each test. */
final class PushFixture implements AfterEachCallback {

    private final Vertx vertx = Vertx.vertx();
    private final ManualClock time = new ManualClock();
    private final Recorder metrics = new Recorder();
    private final List<AlertmanagerOutput> outputs = new ArrayList<>();

    Vertx vertx() {
        return vertx;
    }

    ManualClock time() {
        return time;
    }

    Recorder metrics() {
        return metrics;
    }

    AlertmanagerOutput start(AlertmanagerSettings settings) throws Exception {
        return start(settings, EpisodeMemory.none());
    }

    AlertmanagerOutput start(AlertmanagerSettings settings, EpisodeMemory memory) throws Exception {
        return started(new AlertmanagerOutput(vertx, settings, memory, metrics, time));
    }

    AlertmanagerOutput start(AlertmanagerSettings settings, PeerNames names) throws Exception {
        return started(new AlertmanagerOutput(vertx, settings, EpisodeMemory.none(), metrics, time, names));
    }

    private AlertmanagerOutput started(AlertmanagerOutput output) throws Exception {
        outputs.add(output);
        get(output.start());
        return output;
    }

    void stop(AlertmanagerOutput output) throws Exception {
        outputs.remove(output);
        get(output.stop());
    }

    void tick(AlertmanagerOutput output, List<Finding> findings) {
        output.tick(findings, time.instant());
    }

    void await(String what, BooleanSupplier condition) {
        Await.upTo(Duration.ofSeconds(30), what).untilTrue(condition);
    }

    static AlertmanagerSettings settings(FakePeer... peers) {
        return settings(Http.DEFAULT, peers);
    }

    /** Resends every four seconds; what is to time out sets a shorter limit than that. */
    static AlertmanagerSettings settings(Http http, FakePeer... peers) {
        AlertmanagerSettings base = AlertmanagerSettings.to(List.of());
        Timing quick = new Timing(
                Duration.ofSeconds(4), Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofSeconds(30));
        return new AlertmanagerSettings(
                Stream.of(peers).map(FakePeer::url).toList(),
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

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AlertmanagerOutput output : List.copyOf(outputs)) {
            stop(output);
        }
        get(vertx.close());
    }

    private static void get(Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
