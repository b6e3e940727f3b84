package io.streamgauge.benchmarks.exposition;

import io.streamgauge.agent.output.prometheus.Exposition;
import io.streamgauge.agent.output.prometheus.ExpositionSettings;
import io.streamgauge.agent.output.prometheus.MeterPage;
import io.streamgauge.agent.output.prometheus.MetricsHandler;
import io.streamgauge.agent.output.prometheus.series.LabelMode;
import io.streamgauge.agent.output.prometheus.text.PrerenderedFamilies;
import io.streamgauge.agent.source.reporter.IngestSettings;
import io.streamgauge.agent.source.reporter.ReporterSource;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** The agent's way from ingest to {@code /metrics} in this process, wired as the agent does, without the rest of it. */
final class LocalAgent implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final ReporterSource source =
            new ReporterSource(IngestSettings.defaults(), InstantSource.system(), System::nanoTime);
    private final Exposition exposition;
    private final HttpServer server;

    LocalAgent(LabelMode labels) {
        exposition = new Exposition(
                new ExpositionSettings(labels, 16),
                source::processes,
                () -> PrerenderedFamilies.NONE,
                MeterPage.NONE,
                System::nanoTime);
        Router router = Router.router(vertx);
        source.mount(vertx, router);
        router.get("/metrics").handler(new MetricsHandler(vertx, exposition));
        router.get("/state").handler(context -> context.response().end(state().toString()));
        server = vertx.createHttpServer(ReporterSource.bound(new HttpServerOptions())
                        .setHost("127.0.0.1")
                        .setPort(0))
                .requestHandler(router)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    Exposition exposition() {
        return exposition;
    }

    AgentState state() {
        int slots = source.processes().stream()
                .mapToInt(process -> process.layout().slots())
                .sum();
        return new AgentState(
                source.counters().reports(), slots, source.counters().bytes());
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
