package io.streamgauge.agent.source.profile;

import io.streamgauge.agent.profile.ProfileRefusedException;
import io.streamgauge.agent.profile.ProfileRefusedException.Reason;
import io.streamgauge.agent.profile.Recording;
import io.streamgauge.agent.source.reporter.ProfileAnswers;
import io.streamgauge.agent.source.reporter.ReporterSource;
import io.streamgauge.wire.ProfileFrames;
import io.streamgauge.wire.profile.ProfileBegun;
import io.streamgauge.wire.profile.ProfileRefused;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recordings that are on their way, at most one for each process; each ends, whatever becomes of the process. Thread-safe. */
final class Takings implements ProfileAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ReporterProfiler.class);

    private final Vertx vertx;
    private final ReporterSource reporters;
    private final ProfilerSettings settings;
    private final Map<String, Taking> takings = new ConcurrentHashMap<>();
    /** Of those that are under way. */
    private final Map<Taking, Long> timers = new ConcurrentHashMap<>();

    Takings(Vertx vertx, ReporterSource reporters, ProfilerSettings settings) {
        this.vertx = vertx;
        this.reporters = reporters;
        this.settings = settings;
    }

    /** Takes it in, or says why not. */
    void add(Taking taking) throws ProfileRefusedException {
        Taking other = takings.putIfAbsent(taking.request().processId(), taking);
        if (other != null) {
            String askedBy = other.request().askedBy();
            throw new ProfileRefusedException(Reason.BUSY, "being profiled for " + askedBy, askedBy, other.until());
        }
        if (takings.size() > settings.maxAtOnce()) {
            takings.remove(taking.request().processId(), taking);
            throw new ProfileRefusedException(
                    Reason.LIMIT, settings.maxAtOnce() + " profiles are being taken; expected fewer");
        }
    }

    /** Gives the process so long for its next sign. */
    void expect(Taking taking, Duration within) {
        Long before = timers.put(taking, vertx.setTimer(within.toMillis(), timer -> silent(taking)));
        if (before != null) {
            vertx.cancelTimer(before);
        }
    }

    private void silent(Taking taking) {
        reporters.send(taking.request().processId(), ProfileFrames.stop(taking.requestId()));
        fail(taking, new ProfileRefusedException(Reason.LOST, "the process fell silent while it was profiled"));
    }

    void fail(Taking taking, ProfileRefusedException refused) {
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
