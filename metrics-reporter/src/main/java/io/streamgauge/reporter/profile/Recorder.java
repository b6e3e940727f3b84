package io.streamgauge.reporter.profile;

import io.streamgauge.wire.ProfileFrames;
import io.streamgauge.wire.profile.ProfileRefused;
import io.streamgauge.wire.profile.ProfileStart;
import io.streamgauge.wire.profile.Refusal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one who may profile this JVM: async-profiler knows one session per process, whichever agent asks. Thread-safe; what takes time is
 * done on a thread of its own.
 */
public final class Recorder {

    private final ThreadFactory threads;
    private final Function<Path, EngineLoader> loaders;
    private final Turns turns = new Turns();
    private final AtomicLong recordings = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    // Guarded by this.
    private @Nullable Session running;
    private @Nullable EngineLoader loader;
    private @Nullable Continuous continuous;

    /** @param threads makes daemons */
    public Recorder(ThreadFactory threads) {
        this(threads, NativeLibrary::new);
    }

    Recorder(ThreadFactory threads, Function<Path, EngineLoader> loaders) {
        this.threads = threads;
        this.loaders = loaders;
    }

    /** Begins, or tells the one who asked that another is being served. */
    synchronized void begin(Session session) {
        Session other = running;
        if (other != null) {
            refused(
                    session.channel(),
                    new ProfileRefused(
                            session.requestId(),
                            Refusal.BUSY,
                            "being profiled for " + other.askedBy(),
                            other.askedBy(),
                            other.untilEpochMillis()));
            return;
        }
        running = session;
        threads.newThread(() -> run(session)).start();
    }

    private void run(Session session) {
        ByteBuffer last = null;
        try {
            turns.take();
            try {
                last = session.run();
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended(session);
        }
        if (last != null) {
            session.channel().answer(last);
        }
    }

    /** Records continuously, or tells the one who asked that another agent has that already. */
    synchronized void beginContinuous(ProfileStart start, ReplyChannel channel, Supplier<Session> rounds) {
        Continuous other = continuous;
        if (other != null) {
            String askedBy = other.request().askedBy();
            refused(
                    channel,
                    new ProfileRefused(
                            start.requestId(), Refusal.BUSY, "profiled continuously for " + askedBy, askedBy, 0));
            return;
        }
        Continuous fresh = new Continuous(start, channel, rounds, turns);
        continuous = fresh;
        threads.newThread(() -> {
                    try {
                        fresh.run();
                    } finally {
                        endedContinuous();
                    }
                })
                .start();
    }

    private synchronized void endedContinuous() {
        continuous = null;
    }

    private synchronized void ended(Session session) {
        if (running == session) {
            running = null;
        }
    }

    /** The agent lost interest. */
    synchronized void stop(int requestId, ReplyChannel channel) {
        Session session = running;
        if (session != null && session.channel() == channel && session.requestId() == requestId) {
            session.stop();
        }
        Continuous rounds = continuous;
        if (rounds != null && rounds.channel() == channel && rounds.request().requestId() == requestId) {
            rounds.stop();
        }
    }

    /** The library, which a JVM loads once. On the thread of the session that runs. */
    Engine engine(Path directory) throws RefusedException {
        EngineLoader known;
        synchronized (this) {
            known = loader;
            if (known == null) {
                known = loaders.apply(directory);
                loader = known;
            }
        }
        try {
            return known.load();
        } catch (RefusedException e) {
            synchronized (this) {
                // Another directory may do.
                loader = null;
            }
            throw e;
        }
    }

    void refused(ReplyChannel channel, ProfileRefused refused) {
        countRefusal();
        channel.answer(ProfileFrames.refused(refused));
    }

    void countRefusal() {
        refusals.incrementAndGet();
    }

    void countRecording(long recordedBytes) {
        recordings.incrementAndGet();
        bytes.addAndGet(recordedBytes);
    }

    /** Recordings that an agent was sent whole. */
    public long recordings() {
        return recordings.get();
    }

    /** Requests that got no recording. */
    public long refusals() {
        return refusals.get();
    }

    /** Length of all recordings that were sent whole. */
    public long bytes() {
        return bytes.get();
    }

    /** Somebody asked for a recording, and it is under way. */
    public synchronized boolean isRunning() {
        return running != null;
    }

    public synchronized boolean isContinuous() {
        return continuous != null;
    }
}
