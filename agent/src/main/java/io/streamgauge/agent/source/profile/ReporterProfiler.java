package io.streamgauge.agent.source.profile;

import io.streamgauge.agent.profile.ProcessRef;
import io.streamgauge.agent.profile.ProfileRefusedException;
import io.streamgauge.agent.profile.ProfileRefusedException.Reason;
import io.streamgauge.agent.profile.ProfileRequest;
import io.streamgauge.agent.profile.Profiler;
import io.streamgauge.agent.profile.Recording;
import io.streamgauge.agent.source.reporter.ProfileAnswers;
import io.streamgauge.agent.source.reporter.ReporterSource;
import io.streamgauge.agent.source.reporter.snapshot.ProcessIdentity;
import io.streamgauge.wire.Hello;
import io.streamgauge.wire.ProfileFrames;
import io.streamgauge.wire.profile.ProfileBegun;
import io.streamgauge.wire.profile.ProfileRefused;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
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
    /** By process. */
    private final Map<String, Taking> takings = new ConcurrentHashMap<>();

    /** Timers by taking, of those that are under way. */
    private final Map<Taking, Long> timers = new ConcurrentHashMap<>();

    public ReporterProfiler(Vertx vertx, ReporterSource reporters, ProfilerSettings settings, InstantSource clock) {
        this.vertx = vertx;
        this.reporters = reporters;
        this.settings = settings;
        this.clock = clock;
        reporters.onProfileAnswers(new Answers());
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
        int id = lastRequestId.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
        Instant until = clock.instant().plus(request.duration());
        Taking taking = new Taking(id, ref(process), request, until);
        Taking other = takings.putIfAbsent(request.processId(), taking);
        if (other != null) {
            String askedBy = other.request().askedBy();
            throw new ProfileRefusedException(Reason.BUSY, "being profiled for " + askedBy, askedBy, other.until());
        }
        if (takings.size() > settings.maxAtOnce()) {
            takings.remove(request.processId(), taking);
            throw new ProfileRefusedException(
                    Reason.LIMIT, settings.maxAtOnce() + " profiles are being taken; expected fewer");
        }
        LOG.info(
                "Profile asked for: process={} mode={} duration={} interval={} askedBy={}",
                request.processId(),
                request.mode(),
                request.duration(),
                request.interval(),
                request.askedBy());
        expect(taking, settings.answerTimeout());
        if (!reporters.send(request.processId(), WireTerms.start(taking, settings.maxBytes()))) {
            fail(taking, notConnected(request.processId()));
        }
        return taking.result();
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

    /** Gives the process so long for its next sign. */
    private void expect(Taking taking, Duration within) {
        Long before = timers.put(taking, vertx.setTimer(within.toMillis(), timer -> silent(taking)));
        if (before != null) {
            vertx.cancelTimer(before);
        }
    }

    private void silent(Taking taking) {
        reporters.send(taking.request().processId(), ProfileFrames.stop(taking.requestId()));
        fail(taking, new ProfileRefusedException(Reason.LOST, "the process fell silent while it was profiled"));
    }

    private void fail(Taking taking, ProfileRefusedException refused) {
        if (letGo(taking)) {
            LOG.info(
                    "Profile failed: process={} mode={} askedBy={} reason={} message={}",
                    taking.request().processId(),
                    taking.request().mode(),
                    taking.request().askedBy(),
                    refused.reason(),
                    refused.getMessage());
            taking.result().completeExceptionally(refused);
        }
    }

    private void succeed(Taking taking, Recording recording) {
        if (letGo(taking)) {
            LOG.info(
                    "Profile taken: process={} mode={} engine={} bytes={} askedBy={}",
                    taking.request().processId(),
                    taking.request().mode(),
                    recording.engine(),
                    recording.jfr().length,
                    taking.request().askedBy());
            taking.result().complete(recording);
        }
    }

    /** Lets go of it; false if that was done before. */
    private boolean letGo(Taking taking) {
        boolean first = takings.remove(taking.request().processId(), taking);
        Long timer = timers.remove(taking);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
        return first;
    }

    /** On event loops. */
    private final class Answers implements ProfileAnswers {

        @Override
        public void begun(String processId, ProfileBegun begun) {
            Taking taking = taking(processId, begun.requestId());
            if (taking == null) {
                // Of an agent that ran before, or too late: nobody waits for it.
                reporters.send(processId, ProfileFrames.stop(begun.requestId()));
                return;
            }
            taking.begin(begun);
            expect(taking, taking.request().duration().plus(settings.silenceTimeout()));
        }

        @Override
        public void chunk(String processId, int requestId, long offset, ByteBuffer bytes) {
            Taking taking = taking(processId, requestId);
            if (taking == null) {
                return;
            }
            try {
                taking.append(offset, bytes, settings.maxBytes());
                expect(taking, settings.silenceTimeout());
            } catch (ProfileRefusedException e) {
                reporters.send(processId, ProfileFrames.stop(requestId));
                fail(taking, e);
            }
        }

        @Override
        public void end(String processId, int requestId, long endEpochMillis, long totalBytes) {
            Taking taking = taking(processId, requestId);
            if (taking == null) {
                return;
            }
            try {
                succeed(taking, taking.end(endEpochMillis, totalBytes));
            } catch (ProfileRefusedException e) {
                fail(taking, e);
            }
        }

        @Override
        public void refused(String processId, ProfileRefused refused) {
            Taking taking = taking(processId, refused.requestId());
            if (taking != null) {
                boolean held = !refused.heldBy().isEmpty();
                fail(
                        taking,
                        new ProfileRefusedException(
                                WireTerms.reason(refused.reason()),
                                Told.text(refused.message()),
                                held ? Told.text(refused.heldBy()) : null,
                                held ? Instant.ofEpochMilli(refused.untilEpochMillis()) : null));
            }
        }

        @Override
        public void lost(String processId) {
            Taking taking = takings.get(processId);
            if (taking != null) {
                fail(
                        taking,
                        new ProfileRefusedException(
                                Reason.LOST, "the process went away, or its connection broke, while it was profiled"));
            }
        }

        private @Nullable Taking taking(String processId, int requestId) {
            Taking taking = takings.get(processId);
            return taking != null && taking.requestId() == requestId ? taking : null;
        }
    }
}
