package io.streamgauge.agent.source.profile;

import io.streamgauge.agent.profile.ProcessRef;
import io.streamgauge.agent.profile.ProfileRefusedException;
import io.streamgauge.agent.profile.ProfileRequest;
import io.streamgauge.agent.profile.Recording;
import io.streamgauge.agent.source.reporter.ProfileAnswers;
import io.streamgauge.agent.source.reporter.ReporterSource;
import io.streamgauge.wire.ProfileFrames;
import io.streamgauge.wire.profile.ProfileBegun;
import io.streamgauge.wire.profile.ProfileRefused;
import io.streamgauge.wire.profile.Refusal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps every process recording, and hands on what comes. Answers that are not of its requests are for others. */
final class ContinuousProfiles implements ProfileAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ContinuousProfiles.class);
    private static final String ASKED_BY = "continuous profiling";

    private final ReporterSource reporters;
    private final ContinuousSettings settings;
    private final int maxBytes;
    private final IntSupplier requestIds;
    private final Consumer<Recording> recordings;
    private final Map<String, Stream> streams = new ConcurrentHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();

    /**
     * @param maxBytes of one recording
     * @param requestIds draws the next
     * @param recordings called on event loops: must return at once
     */
    ContinuousProfiles(
            ReporterSource reporters,
            ContinuousSettings settings,
            int maxBytes,
            IntSupplier requestIds,
            Consumer<Recording> recordings) {
        this.reporters = reporters;
        this.settings = settings;
        this.maxBytes = maxBytes;
        this.requestIds = requestIds;
        this.recordings = recordings;
    }

    /** Asks those that are not recording yet. */
    void look(List<ProcessRef> processes) {
        for (ProcessRef process : processes) {
            if (streams.containsKey(process.id())) {
                continue;
            }
            ProfileRequest request = new ProfileRequest(
                    process.id(), settings.mode(), settings.rotation(), settings.interval(), ASKED_BY);
            Stream stream = new Stream(requestIds.getAsInt(), process, request);
            if (streams.putIfAbsent(process.id(), stream) == null
                    && !reporters.send(process.id(), WireTerms.continuous(stream.requestId(), request, maxBytes))) {
                streams.remove(process.id(), stream);
            }
        }
    }

    /** Ends all of them. */
    void stop() {
        streams.forEach((process, stream) -> reporters.send(process, ProfileFrames.stop(stream.requestId())));
        streams.clear();
    }

    /** Whether this is one of its requests. */
    boolean isOurs(String processId, int requestId) {
        return stream(processId, requestId) != null;
    }

    private @Nullable Stream stream(String processId, int requestId) {
        Stream stream = streams.get(processId);
        return stream != null && stream.requestId() == requestId ? stream : null;
    }

    @Override
    public void begun(String processId, ProfileBegun begun) {
        Stream stream = stream(processId, begun.requestId());
        if (stream != null) {
            stream.begin(begun);
        }
    }

    @Override
    public void chunk(String processId, int requestId, long offset, ByteBuffer bytes) {
        Stream stream = stream(processId, requestId);
        Taking taking = stream == null ? null : stream.current();
        if (stream != null && taking != null) {
            try {
                taking.append(offset, bytes, maxBytes);
            } catch (ProfileRefusedException e) {
                stream.end();
                failed(processId, String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    public void end(String processId, int requestId, long endEpochMillis, long totalBytes) {
        Stream stream = stream(processId, requestId);
        Taking taking = stream == null ? null : stream.current();
        if (stream != null && taking != null) {
            stream.end();
            try {
                recordings.accept(taking.end(endEpochMillis, totalBytes));
                failures.remove(processId);
            } catch (ProfileRefusedException e) {
                failed(processId, String.valueOf(e.getMessage()));
            }
        }
    }

    /** Whatever else it is, the process tries again by itself. */
    @Override
    public void refused(String processId, ProfileRefused refused) {
        Stream stream = stream(processId, refused.requestId());
        if (stream != null) {
            stream.end();
            if (refused.reason() == Refusal.BUSY) {
                // With another agent's continuous profiling, which may end.
                streams.remove(processId, stream);
            }
            failed(processId, Told.text(refused.message()));
        }
    }

    /** Told when it changes. */
    private void failed(String processId, String message) {
        if (message.equals(failures.put(processId, message))) {
            return;
        }
        LOG.warn("Continuous profiling lacks a recording: process={} message={}", processId, message);
    }

    @Override
    public void lost(String processId) {
        streams.remove(processId);
        failures.remove(processId);
    }
}
