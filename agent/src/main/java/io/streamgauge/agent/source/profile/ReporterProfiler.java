package io.streamgauge.agent.source.profile;

import io.streamgauge.agent.profile.ProcessRef;
import io.streamgauge.agent.profile.ProfileRefusedException;
import io.streamgauge.agent.profile.ProfileRefusedException.Reason;
import io.streamgauge.agent.profile.ProfileRequest;
import io.streamgauge.agent.profile.Profiler;
import io.streamgauge.agent.profile.Recording;
import io.streamgauge.agent.source.reporter.ReporterSource;
import io.streamgauge.agent.source.reporter.snapshot.ProcessIdentity;
import io.streamgauge.wire.Hello;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the reporters take profiles, and puts together what they send. Every request ends, whatever becomes of the process. */
public final class ReporterProfiler implements Profiler {

    private static final Logger LOG = LoggerFactory.getLogger(ReporterProfiler.class);

    /** What a reporter takes at most; see docs/wire.md. */
    private static final Duration MAX_DURATION = Duration.ofMinutes(5);

    private static final Duration MIN_INTERVAL = Duration.ofMillis(1);
    private static final Duration MAX_INTERVAL = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final ReporterSource reporters;
    private final ProfilerSettings settings;
    private final InstantSource clock;
    private final AtomicInteger lastRequestId = new AtomicInteger();
    private final Takings takings;
    private final Dispatch dispatch;

    public ReporterProfiler(Vertx vertx, ReporterSource reporters, ProfilerSettings settings, InstantSource clock) {
        this.vertx = vertx;
        this.reporters = reporters;
        this.settings = settings;
        this.clock = clock;
        takings = new Takings(vertx, reporters, settings);
        dispatch = new Dispatch(takings);
        reporters.onProfileAnswers(dispatch);
    }

    @Override
    public List<ProcessRef> processes() {
        List<ProcessRef> all = new ArrayList<>();
        for (ProcessIdentity process : reporters.connected()) {
            if (isAllowed(process)) {
                all.add(ref(process));
            }
        }
        return List.copyOf(all);
    }

    private static boolean isAllowed(ProcessIdentity process) {
        return "on".equals(process.properties().get(Hello.PROFILER));
    }

    private static ProcessRef ref(ProcessIdentity process) {
        return new ProcessRef(
                process.processId(), process.kind(), process.properties().getOrDefault(Hello.HOST, ""));
    }

    @Override
    public CompletionStage<Recording> take(ProfileRequest request) {
        try {
            return begin(request).minimalCompletionStage();
        } catch (ProfileRefusedException e) {
            LOG.info(
                    "Profile refused: process={} mode={} askedBy={} reason={} message={}",
                    request.processId(),
                    request.mode(),
                    request.askedBy(),
                    e.reason(),
                    e.getMessage());
            return CompletableFuture.failedStage(e);
        }
    }

    private CompletableFuture<Recording> begin(ProfileRequest request) throws ProfileRefusedException {
        ProcessIdentity process = process(request.processId());
        within("duration", request.duration(), MIN_INTERVAL, MAX_DURATION);
        within("interval", request.interval(), MIN_INTERVAL, MAX_INTERVAL);
        int id = nextRequestId();
        Instant until = clock.instant().plus(request.duration());
        Taking taking = new Taking(id, ref(process), request, until);
        takings.add(taking);
        LOG.info(
                "Profile asked for: process={} mode={} duration={} interval={} askedBy={}",
                request.processId(),
                request.mode(),
                request.duration(),
                request.interval(),
                request.askedBy());
        takings.expect(taking, settings.answerTimeout());
        if (!reporters.send(request.processId(), WireTerms.start(taking, settings.maxBytes()))) {
            takings.fail(taking, notConnected(request.processId()));
        }
        return taking.result();
    }

    private int nextRequestId() {
        return lastRequestId.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
    }

    /**
     * Has every process record all the time, but while somebody asks for a recording of his own. Off until this is called; once.
     *
     * @param recordings gets each; called on event loops, must return at once
     * @return ends it
     */
    public Runnable continuously(ContinuousSettings how, Consumer<Recording> recordings) {
        ContinuousProfiles profiles =
                new ContinuousProfiles(reporters, how, settings.maxBytes(), this::nextRequestId, recordings);
        dispatch.continuous(profiles);
        long timer = vertx.setPeriodic(0, how.lookEvery().toMillis(), unused -> profiles.look(processes()));
        return () -> {
            vertx.cancelTimer(timer);
            dispatch.continuous(null);
            profiles.stop();
        };
    }

    private ProcessIdentity process(String id) throws ProfileRefusedException {
        for (ProcessIdentity process : reporters.connected()) {
            if (process.processId().equals(id)) {
                if (!isAllowed(process)) {
                    throw new ProfileRefusedException(
                            Reason.UNSUPPORTED,
                            process.properties().containsKey(Hello.PROFILER)
                                    ? "metrics.reporter.<name>.profiler is off in Flink's configuration"
                                    : "its reporter is of a release without profiler: use one of the agent's release");
                }
                return process;
            }
        }
        throw notConnected(id);
    }

    private static ProfileRefusedException notConnected(String id) {
        return new ProfileRefusedException(
                Reason.NOT_CONNECTED, "found no process " + Told.text(id) + "; expected one that is connected");
    }

    private static void within(String what, Duration value, Duration least, Duration most)
            throws ProfileRefusedException {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new ProfileRefusedException(
                    Reason.LIMIT,
                    what + ": found " + value.toMillis() + " ms, expected " + least.toMillis() + " to "
                            + most.toMillis());
        }
    }
}
