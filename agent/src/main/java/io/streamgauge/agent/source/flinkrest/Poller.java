package io.streamgauge.agent.source.flinkrest;

import io.streamgauge.agent.fact.SourceFacts;
import io.streamgauge.agent.source.flinkrest.answer.ClusterAnswers;
import io.streamgauge.agent.source.flinkrest.answer.FlinkIntervals;
import io.streamgauge.agent.source.flinkrest.answer.Part;
import io.streamgauge.agent.source.flinkrest.answer.RestCluster;
import io.streamgauge.agent.source.flinkrest.answer.RestError;
import io.streamgauge.agent.source.flinkrest.answer.RestJob;
import io.streamgauge.agent.source.flinkrest.answer.RestPoll;
import io.streamgauge.agent.source.flinkrest.answer.RestTaskManager;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Does one poll after the other and remembers from one to the next. Confined to one event loop. */
final class Poller {

    private static final Duration CONFIG_INTERVAL = Duration.ofMinutes(5);

    private final RestClient client;
    private final FlinkRestSettings settings;
    private final Outbox outbox;
    private final Addresses addresses;
    private final DeliveredCheckpoints delivered = new DeliveredCheckpoints();
    private final Map<String, JobReader> jobs = new HashMap<>();
    private final Reading<FlinkIntervals> config = new Reading<>();
    private final Reading<List<RestTaskManager>> taskManagers = new Reading<>();
    private @Nullable URI answering;
    private @Nullable Instant lastSuccess;
    private @Nullable String lastProblem;
    private long errors;

    Poller(RestClient client, FlinkRestSettings settings, Outbox outbox) {
        this.client = client;
        this.settings = settings;
        this.outbox = outbox;
        this.addresses = new Addresses(settings.addresses(), settings.timeouts().longestBackOff());
    }

    /** Publishes what it reads. Never fails. */
    Future<Void> poll(Instant now) {
        List<URI> candidates = addresses.candidates(now);
        if (candidates.isEmpty()) {
            String problem = lastProblem == null ? "no address may be asked yet" : lastProblem;
            outbox.publish(unreadable(now, problem));
            return Future.succeededFuture();
        }
        return tryEach(candidates.iterator(), now, new LinkedHashMap<>()).recover(bug -> {
            errors++;
            lastProblem = "poll: " + bug;
            outbox.publish(unreadable(now, lastProblem));
            return Future.succeededFuture();
        });
    }

    private Future<Void> tryEach(Iterator<URI> candidates, Instant now, Map<URI, String> problems) {
        URI address = candidates.next();
        RestSession session = new RestSession(client, address);
        return session.get(Endpoint.JOBS, Endpoint.JOBS.path(), ClusterAnswers::jobs)
                .transform((overview, failure) -> {
                    if (failure == null) {
                        addresses.worked(address);
                        return readAll(session, overview, now);
                    }
                    addresses.failed(address, now);
                    errors++;
                    problems.put(address, RestError.words(failure));
                    return candidates.hasNext() ? tryEach(candidates, now, problems) : giveUp(now, problems);
                });
    }

    private Future<Void> giveUp(Instant now, Map<URI, String> problems) {
        answering = null;
        lastProblem = String.join("; ", problems.values());
        outbox.publish(unreadable(now, lastProblem));
        return Future.succeededFuture();
    }

    private RestPoll unreadable(Instant now, String problem) {
        return Outbox.unreadable(now, problem, lastSuccess, errors);
    }

    private Future<Void> readAll(RestSession session, List<RestJob.Overview> overview, Instant now) {
        if (!session.address().equals(answering)) {
            // Another JobManager, or the same address after it was silent: it may have been restarted.
            answering = session.address();
            config.expire();
            taskManagers.expire();
            jobs.values().forEach(JobReader::expire);
        }
        forgetVanished(overview);
        return config.at(
                        now,
                        CONFIG_INTERVAL,
                        () -> session.get(Endpoint.CONFIG, Endpoint.CONFIG.path(), FlinkIntervals::of))
                .compose(known -> readParts(session, overview, now, intervals(known)));
    }

    private static FlinkIntervals intervals(Part<FlinkIntervals> known) {
        FlinkIntervals read = known.value();
        return read == null ? FlinkIntervals.DEFAULT : read;
    }

    private void forgetVanished(List<RestJob.Overview> overview) {
        List<String> present = overview.stream().map(one -> one.job().id()).toList();
        List<JobReader> gone = jobs.values().stream()
                .filter(reader -> !present.contains(reader.job().id()))
                .toList();
        gone.forEach(reader -> {
            jobs.remove(reader.job().id());
            outbox.vanished(reader.job());
        });
    }

    private Future<Void> readParts(
            RestSession session, List<RestJob.Overview> overview, Instant now, FlinkIntervals flink) {
        Future<Part<RestCluster>> cluster = new Reading<RestCluster>()
                .at(
                        now,
                        Duration.ZERO,
                        () -> session.get(Endpoint.OVERVIEW, Endpoint.OVERVIEW.path(), ClusterAnswers::cluster));
        Duration interval = settings.minimums().taskManagers().compareTo(flink.heartbeat()) >= 0
                ? settings.minimums().taskManagers()
                : flink.heartbeat();
        Future<Part<List<RestTaskManager>>> members = taskManagers.at(
                now,
                interval,
                () -> session.get(Endpoint.TASK_MANAGERS, Endpoint.TASK_MANAGERS.path(), ClusterAnswers::taskManagers));
        List<Future<RestJob>> read = new ArrayList<>();
        for (RestJob.Overview one : overview) {
            JobReader reader = jobs.computeIfAbsent(
                    one.job().id(), id -> new JobReader(one.job(), settings.minimums(), delivered, outbox::ended));
            read.add(reader.read(one, now, flink, session));
        }
        List<Future<?>> all = new ArrayList<>(read);
        all.add(cluster);
        all.add(members);
        return Future.join(all).map(done -> {
            lastSuccess = now;
            errors += session.errors();
            lastProblem = session.firstProblem();
            outbox.publish(new RestPoll(
                    now,
                    session.address().toString(),
                    cluster.result(),
                    Part.of(read.stream().map(Future::result).toList(), now),
                    members.result(),
                    List.of(),
                    List.of(),
                    new SourceFacts(Outbox.SOURCE, lastSuccess, lastProblem, errors)));
            return null;
        });
    }
}
