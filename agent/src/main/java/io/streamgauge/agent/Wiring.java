package io.streamgauge.agent;

import io.streamgauge.agent.analysis.Analyzer;
import io.streamgauge.agent.analysis.leak.LeakAnalyzer;
import io.streamgauge.agent.config.AgentConfig;
import io.streamgauge.agent.config.reload.ReloadMetrics;
import io.streamgauge.agent.declaration.Declarations;
import io.streamgauge.agent.history.History;
import io.streamgauge.agent.log.Logging;
import io.streamgauge.agent.output.alertmanager.AlertmanagerOutput;
import io.streamgauge.agent.output.alertmanager.episode.EpisodeMemory;
import io.streamgauge.agent.output.prometheus.Exposition;
import io.streamgauge.agent.output.prometheus.MetricsHandler;
import io.streamgauge.agent.output.self.AgentMeters;
import io.streamgauge.agent.output.self.AlertmanagerMeters;
import io.streamgauge.agent.output.self.CheckpointMeters;
import io.streamgauge.agent.output.self.HistoryMeters;
import io.streamgauge.agent.output.self.IngestMeters;
import io.streamgauge.agent.output.self.LoopMeters;
import io.streamgauge.agent.output.self.RestMeters;
import io.streamgauge.agent.output.self.ScrapeMeters;
import io.streamgauge.agent.output.web.RecordingRoutes;
import io.streamgauge.agent.output.web.WebLimits;
import io.streamgauge.agent.output.web.WebServer;
import io.streamgauge.agent.output.web.profile.ProfileRoutes;
import io.streamgauge.agent.profile.service.Profiles;
import io.streamgauge.agent.profile.store.ProfileStore;
import io.streamgauge.agent.recording.Recorder;
import io.streamgauge.agent.source.checkpoint.CheckpointSettings;
import io.streamgauge.agent.source.checkpoint.CheckpointSettings.ReadDepth;
import io.streamgauge.agent.source.checkpoint.CheckpointSource;
import io.streamgauge.agent.source.flinkrest.FlinkRestSource;
import io.streamgauge.agent.source.profile.ContinuousSettings;
import io.streamgauge.agent.source.profile.ProfilerSettings;
import io.streamgauge.agent.source.profile.ReporterProfiler;
import io.streamgauge.agent.source.reporter.ReporterSource;
import io.streamgauge.agent.view.View;
import io.streamgauge.checkpoint.storage.scheme.SchemeStorage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds every object once. Starts in the order in which data flows, stops in reverse. The only place where a clock is
 * made.
 */
final class Wiring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
    private static final long STEP_SECONDS = 20;

    private final AgentConfig config;
    private final Vertx vertx = Vertx.vertx();
    private final History history;
    private final Recorder recorder;
    private final ReporterSource reporters;
    private final Runnable stopProfiling;
    private final ExecutorService profileWorker = Executors.newSingleThreadExecutor(Wiring::profileThread);
    private final @Nullable FlinkRestSource rest;
    private final @Nullable SchemeStorage storage;
    private final @Nullable CheckpointSource checkpoints;
    private final @Nullable AlertmanagerOutput alertmanager;
    private final LoopMeters loopMeters;
    private final AtomicReference<Declarations> declarations = new AtomicReference<>(Declarations.NONE);
    private final Loop loop;
    private final MetricsHandler metrics;
    private final WebServer web;

    Wiring(AgentConfig config, String version) {
        this.config = config;
        InstantSource clock = InstantSource.system();
        AgentMeters meters = new AgentMeters(version);
        loopMeters = new LoopMeters(meters, clock.instant());
        HistoryMeters historyMeters = new HistoryMeters(meters);
        history = History.open(config.history(), historyMeters);
        historyMeters.bind(history::status);
        reporters = new ReporterSource(config.ingest(), clock, System::nanoTime);
        IngestMeters.bind(meters, reporters);
        ReporterProfiler profiler = new ReporterProfiler(vertx, reporters, ProfilerSettings.defaults(), clock);
        Profiles profiles = new Profiles(profiler, profileStore(config), config.profiles(), profileWorker, clock);
        stopProfiling = config.profiles().enabled() && config.profiles().continuous()
                ? profiler.continuously(ContinuousSettings.defaults(), profiles::chunk)
                : () -> {};
        rest = config.flinkRest() == null
                ? null
                : new FlinkRestSource(vertx, config.flinkRest(), clock, new RestMeters(meters));
        CheckpointSettings reading = config.checkpoint();
        storage = reading.depth() == ReadDepth.OFF ? null : new SchemeStorage(reading.localRoots(), reading.s3());
        checkpoints = storage == null
                ? null
                : new CheckpointSource(storage, reading, KeySecret.of(history), new CheckpointMeters(meters), clock);
        alertmanager = config.alertmanager().isOff()
                ? null
                : new AlertmanagerOutput(
                        vertx, config.alertmanager(), episodes(history), new AlertmanagerMeters(meters), clock);
        Outputs outputs = new Outputs(View.empty(clock.instant()), loopMeters, new Announcements(), alertmanager);
        Sources sources = new Sources(reporters, rest, checkpoints, history);
        declarations.set(config.declarations());
        recorder = new Recorder(config.recording());
        Cohorts cohorts = new Cohorts(config.lives().cohorts(), history, recorder::record);
        loop = new Loop(
                sources,
                history,
                cohorts::update,
                declarations::get,
                analyzers(config),
                outputs,
                clock,
                Loop.newThread());
        reporters.onChange(loop::refreshSoon);
        Exposition exposition = new Exposition(
                config.metrics(), reporters::processes, outputs::derived, meters::scrape, System::nanoTime);
        metrics = new MetricsHandler(vertx, exposition);
        ScrapeMeters.bind(meters, exposition, metrics);
        web = new WebServer(
                vertx,
                config.listen(),
                WebLimits.outlasting(
                        config.ingest().silenceTimeout().plus(config.ingest().pingInterval())),
                ReporterSource.bound(new HttpServerOptions()),
                outputs::view,
                router -> {
                    WebServer.read(router, "/metrics").handler(metrics);
                    reporters.mount(vertx, router);
                    new ProfileRoutes(vertx, profiles, outputs::view).mount(router);
                    new RecordingRoutes(vertx, recorder::files).mount(router);
                });
    }

    /** Returns the port, once the agent serves. */
    int start() {
        if (alertmanager != null) {
            await("Alertmanager", alertmanager.start());
        }
        String address = config.listen().host() + ":" + config.listen().port();
        int port = await("HTTP server at " + address, web.start());
        // A first tick that knew of no job would take the findings of the last run back.
        Future<Void> firstAnswer = rest == null ? Future.succeededFuture() : rest.start(config.tick());
        firstAnswer.onComplete(read -> loop.start(config.tick()));
        return port;
    }

    /** Takes over what can change while the agent runs. */
    void reload(AgentConfig changed) {
        Logging.configure(changed.log());
        declarations.set(changed.declarations());
        loop.judgeBy(analyzers(changed));
    }

    /** The one list of analyses. */
    private static List<Analyzer> analyzers(AgentConfig config) {
        return List.of(new LeakAnalyzer(config.leak(), config.lives()));
    }

    ReloadMetrics reloadMetrics() {
        return loopMeters::reloaded;
    }

    @Override
    public void close() {
        // While reporters can still be told.
        attempt("continuous profiling", stopProfiling);
        attempt("HTTP server", () -> await("HTTP server", web.stop()));
        attempt("loop", loop::stop);
        attempt("recording", recorder::close);
        attempt("metrics", metrics::close);
        if (alertmanager != null) {
            attempt("Alertmanager", () -> await("Alertmanager", alertmanager.stop()));
        }
        if (rest != null) {
            attempt("Flink REST", () -> await("Flink REST", rest.close()));
        }
        if (checkpoints != null && storage != null) {
            attempt("checkpoints", checkpoints::close);
            attempt("checkpoint storage", storage::close);
        }
        attempt("profiles", profileWorker::shutdown);
        attempt("history", history::close);
        attempt("Vert.x", () -> await("Vert.x", vertx.close()));
    }

    private static ProfileStore profileStore(AgentConfig config) {
        Path directory = config.history().directory().resolve("profiles");
        try {
            return ProfileStore.open(
                    directory, config.profiles().diskBudget(), config.profiles().retention());
        } catch (IOException e) {
            throw new UncheckedIOException(directory + ": profiles cannot be kept there: " + e.getMessage(), e);
        }
    }

    private static Thread profileThread(Runnable work) {
        Thread thread = new Thread(work, "streamgauge-profiles");
        thread.setDaemon(true);
        return thread;
    }

    private static EpisodeMemory episodes(History history) {
        return new EpisodeMemory() {
            @Override
            public byte @Nullable [] load() {
                return history.load("alertmanager/episodes");
            }

            @Override
            public void save(byte[] episodes) {
                history.save("alertmanager/episodes", episodes);
            }
        };
    }

    private static <T> T await(String what, Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(STEP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(what + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new IllegalStateException(what + ": not done within " + STEP_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(what + ": interrupted", e);
        }
    }

    /** One part that does not stop must not keep the others from it. */
    private static void attempt(String what, Runnable stop) {
        try {
            stop.run();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).addKeyValue("part", what).log("A part did not stop in order");
        }
    }
}
