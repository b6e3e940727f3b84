package io.streamgauge.agent.source.flinkrest;

import io.streamgauge.agent.fact.CheckpointRecord;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.source.flinkrest.answer.CheckpointAnswers;
import io.streamgauge.agent.source.flinkrest.answer.EndedCheckpoint;
import io.streamgauge.agent.source.flinkrest.answer.FlinkIntervals;
import io.streamgauge.agent.source.flinkrest.answer.JobAnswers;
import io.streamgauge.agent.source.flinkrest.answer.Part;
import io.streamgauge.agent.source.flinkrest.answer.RestBackpressure;
import io.streamgauge.agent.source.flinkrest.answer.RestCheckpoints;
import io.streamgauge.agent.source.flinkrest.answer.RestError;
import io.streamgauge.agent.source.flinkrest.answer.RestGraph;
import io.streamgauge.agent.source.flinkrest.answer.RestJob;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one job, each part at its own pace. Confined to one event loop. */
final class JobReader {

    /** Details read in one poll; the history is longer only where web.checkpoints.history was raised. */
    private static final int MOST_DETAILS = 20;

    /** An ended job is read for so long, until Flink's caches show how it ended. */
    private static final Duration AFTERMATH = Duration.ofSeconds(15);

    /** The settings of a job do not change while it lives; a restarted JobManager may need asking again. */
    private static final Duration SETTINGS_INTERVAL = Duration.ofMinutes(1);

    private static final String MOST_FAILURES = "?maxExceptions=20";

    private final JobRef job;
    private final FlinkRestSettings.Minimums minimums;
    private final DeliveredCheckpoints delivered;
    private final Consumer<EndedCheckpoint> ended;
    private final Reading<RestGraph> graph = new Reading<>();
    private final Reading<RestCheckpoints> checkpoints = new Reading<>();
    private final Reading<RestCheckpoints.Settings> checkpointSettings = new Reading<>();
    private final Reading<List<RestJob.Failure>> failures = new Reading<>();
    private final Map<String, Reading<RestBackpressure>> backpressure = new HashMap<>();
    private boolean everRan;
    private @Nullable Instant endSeen;

    JobReader(
            JobRef job,
            FlinkRestSettings.Minimums minimums,
            DeliveredCheckpoints delivered,
            Consumer<EndedCheckpoint> ended) {
        this.job = job;
        this.minimums = minimums;
        this.delivered = delivered;
        this.ended = ended;
    }

    JobRef job() {
        return job;
    }

    /** Never fails. */
    Future<RestJob> read(RestJob.Overview overview, Instant now, FlinkIntervals flink, RestSession session) {
        if (!toBeRead(overview, now)) {
            return Future.succeededFuture(result(overview));
        }
        List<Future<?>> parts = List.of(
                readGraph(overview, now, flink, session),
                checkpoints.at(
                        now, longer(minimums.checkpoints(), flink.checkpoints()), () -> readCheckpoints(now, session)),
                checkpointSettings.at(
                        now,
                        SETTINGS_INTERVAL,
                        () -> session.get(
                                Endpoint.CHECKPOINT_SETTINGS,
                                Endpoint.CHECKPOINT_SETTINGS.path(job.id()),
                                CheckpointAnswers::settings)),
                failures.at(
                        now,
                        longer(minimums.failures(), flink.graph()),
                        () -> session.get(
                                Endpoint.EXCEPTIONS,
                                Endpoint.EXCEPTIONS.path(job.id()) + MOST_FAILURES,
                                JobAnswers::failures)));
        return Future.join(parts).map(read -> result(overview));
    }

    private boolean toBeRead(RestJob.Overview overview, Instant now) {
        if (!overview.ended()) {
            everRan = true;
            endSeen = null;
            return true;
        }
        if (!everRan) {
            return false;
        }
        if (endSeen == null) {
            endSeen = now;
        }
        return now.isBefore(endSeen.plus(AFTERMATH));
    }

    private Future<?> readGraph(RestJob.Overview overview, Instant now, FlinkIntervals flink, RestSession session) {
        Duration interval = longer(minimums.graph(), flink.graph());
        return graph.at(now, interval, () -> session.get(Endpoint.JOB, Endpoint.JOB.path(job.id()), JobAnswers::graph))
                .compose(read -> {
                    RestGraph known = read.value();
                    return known == null || overview.ended()
                            ? Future.succeededFuture()
                            : readBackpressure(known, now, flink, session);
                });
    }

    private Future<?> readBackpressure(RestGraph known, Instant now, FlinkIntervals flink, RestSession session) {
        Duration interval = longer(minimums.backpressure(), flink.metrics());
        List<Future<?>> all = new ArrayList<>();
        Map<String, Reading<RestBackpressure>> present = new HashMap<>();
        for (RestGraph.Vertex vertex : known.vertices()) {
            Reading<RestBackpressure> reading = backpressure.getOrDefault(vertex.id(), new Reading<>());
            present.put(vertex.id(), reading);
            all.add(reading.at(now, interval, () -> askBackpressure(vertex.id(), flink, session)));
        }
        backpressure.clear();
        backpressure.putAll(present);
        return Future.join(all);
    }

    private Future<RestBackpressure> askBackpressure(String vertexId, FlinkIntervals flink, RestSession session) {
        return flink.metrics().isZero()
                ? Future.failedFuture(new RestError(
                        RestError.Kind.NOT_ASKED, "not asked, since metrics.fetcher.update-interval is 0 in Flink"))
                : session.get(
                        Endpoint.BACKPRESSURE,
                        Endpoint.BACKPRESSURE.path(job.id(), vertexId),
                        JobAnswers::backpressure,
                        // Flink trips over itself until it has fetched the metrics of every subtask.
                        RestError.Kind.STATUS);
    }

    private Future<RestCheckpoints> readCheckpoints(Instant now, RestSession session) {
        return session.get(Endpoint.CHECKPOINTS, Endpoint.CHECKPOINTS.path(job.id()), CheckpointAnswers::history)
                .compose(history -> deliver(history.ended(), now, session).map(done -> history.checkpoints()));
    }

    /** Tells those not told yet, in their order, each with its details where they can be had. */
    private Future<?> deliver(List<CheckpointRecord> all, Instant now, RestSession session) {
        List<CheckpointRecord> fresh = all.stream()
                .filter(checkpoint -> delivered.first(job.id(), checkpoint))
                .toList();
        int detailed = Math.max(0, fresh.size() - MOST_DETAILS);
        List<Future<EndedCheckpoint>> told = new ArrayList<>();
        for (int i = 0; i < fresh.size(); i++) {
            CheckpointRecord checkpoint = fresh.get(i);
            Future<Part<List<EndedCheckpoint.VertexShare>>> vertices = i < detailed
                    ? Future.succeededFuture(Part.absent("not asked: too many checkpoints at once", now))
                    : details(checkpoint.id(), now, session);
            told.add(vertices.map(part -> new EndedCheckpoint(job.id(), checkpoint, part)));
        }
        return Future.join(told).onComplete(done -> told.forEach(one -> ended.accept(one.result())));
    }

    /** Never fails: Flink may drop a checkpoint between two requests. */
    private Future<Part<List<EndedCheckpoint.VertexShare>>> details(long id, Instant now, RestSession session) {
        return session.get(
                        Endpoint.CHECKPOINT_DETAILS,
                        Endpoint.CHECKPOINT_DETAILS.path(job.id(), id),
                        CheckpointAnswers::vertices)
                .map(vertices -> Part.of(vertices, now))
                .otherwise(failure -> Part.absent(RestError.words(failure), now));
    }

    private RestJob result(RestJob.Overview overview) {
        if (overview.ended()) {
            backpressure.clear();
        }
        Map<String, Part<RestBackpressure>> pressures = new HashMap<>();
        backpressure.forEach((vertex, reading) -> pressures.put(vertex, reading.last()));
        return new RestJob(
                overview, graph.last(), checkpoints.last(), checkpointSettings.last(), failures.last(), pressures);
    }

    /** Everything is due again: what answers may be another JobManager. */
    void expire() {
        graph.expire();
        checkpoints.expire();
        checkpointSettings.expire();
        failures.expire();
        backpressure.values().forEach(Reading::expire);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
