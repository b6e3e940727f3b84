package io.streamgauge.reporter.profile;

import io.streamgauge.reporter.problem.Problems;
import io.streamgauge.wire.ProfileFrames;
import io.streamgauge.wire.profile.ProfileBegun;
import io.streamgauge.wire.profile.ProfileMode;
import io.streamgauge.wire.profile.ProfileRefused;
import io.streamgauge.wire.profile.ProfileStart;
import io.streamgauge.wire.profile.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One recording, from the request to the last byte sent. Runs once, on a thread of its own. */
final class Session {

    /** Between looks at the recording's size and whether anybody still wants it. */
    private static final long LOOK_MILLIS = 100;

    private static final int LOOKS_PER_WATCH = 10;

    private final ProfileStart request;
    private final ProfileMode mode;
    private final Path parent;
    private final Guards guards;
    private final ReplyChannel channel;
    private final Recorder recorder;
    private final Problems problems;
    private final long untilEpochMillis;
    private final int maxBytes;

    // Guarded by this.
    private boolean stopped;
    private boolean cut;

    // Of the thread that runs.
    private boolean refused;

    /** @param parent directory under which the recording is kept until it is sent */
    Session(
            ProfileStart request,
            ProfileMode mode,
            Path parent,
            Guards guards,
            ReplyChannel channel,
            Recorder recorder,
            Problems problems) {
        this.request = request;
        this.mode = mode;
        this.parent = parent;
        this.guards = guards;
        this.channel = channel;
        this.recorder = recorder;
        this.problems = problems;
        this.untilEpochMillis = System.currentTimeMillis() + request.durationMillis();
        this.maxBytes = Math.min(request.maxBytes(), Profiling.MAX_BYTES);
    }

    int requestId() {
        return request.requestId();
    }

    String askedBy() {
        return request.askedBy();
    }

    ReplyChannel channel() {
        return channel;
    }

    /** When it stops recording, at the latest. */
    long untilEpochMillis() {
        return untilEpochMillis;
    }

    /** Nobody wants the recording any more. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** Recording ends now; what there is is sent. */
    synchronized void cut() {
        cut = true;
        notifyAll();
    }

    /** There was no recording. On the thread that ran. */
    boolean isRefused() {
        return refused;
    }

    /** Returns the last frame to answer with, for when all is cleared away; null if nobody wants it. */
    @Nullable
    ByteBuffer run() {
        try (SpoolDirectory spool = SpoolDirectory.create(parent)) {
            Path file = spool.file("recording.jfr");
            long endEpochMillis = record(file);
            return send(file, endEpochMillis);
        } catch (RefusedException e) {
            return refused(e.reason(), e.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused(Refusal.FAILED, "interrupted");
        } catch (IOException e) {
            problems.note("cannot keep a recording: " + e.getClass().getName(), "profiler");
            return refused(Refusal.FAILED, "the recording cannot be kept in " + parent + ": " + e);
        } catch (Throwable e) {
            problems.note("failed with " + Problems.at(e), "profiler");
            return refused(Refusal.FAILED, "failed with " + Problems.at(e));
        }
    }

    private ByteBuffer refused(Refusal reason, String message) {
        refused = true;
        recorder.countRefusal();
        return ProfileFrames.refused(new ProfileRefused(requestId(), reason, message));
    }

    /** Returns when it ended. */
    private long record(Path file) throws IOException, InterruptedException, RefusedException {
        Set<String> copiesBefore = guards.beforeStart();
        Engine engine = recorder.engine(parent);
        long startEpochMillis = System.currentTimeMillis();
        start(engine, file);
        try {
            Sight sight = Sight.of(mode, file);
            channel.answer(ProfileFrames.begun(
                    new ProfileBegun(requestId(), startEpochMillis, sight.engine(), sight.notSeen())));
            await(file, engine, guards.watch(mode, request.intervalMicros(), copiesBefore));
        } finally {
            stop(engine);
        }
        return System.currentTimeMillis();
    }

    private void start(Engine engine, Path file) throws IOException, RefusedException {
        String said = "";
        for (String command : Commands.start(mode, request.intervalMicros(), request.durationMillis(), file)) {
            try {
                engine.execute(command);
                return;
            } catch (IllegalStateException e) {
                said = String.valueOf(e.getMessage());
                if (said.contains("already started")) {
                    throw new RefusedException(
                            Refusal.FOREIGN_PROFILER,
                            "somebody else profiles the process with the same async-profiler");
                }
            }
        }
        throw new RefusedException(Refusal.UNSUPPORTED, "the profiler cannot do this here: " + said);
    }

    private void stop(Engine engine) throws IOException {
        try {
            engine.execute(Commands.STOP);
        } catch (IllegalStateException e) {
            // Its own timeout was faster: the recording is whole.
            problems.noteQuietly("stopped by itself", "profiler");
        }
    }

    private synchronized boolean isWanted() {
        return !stopped && channel.isOpen();
    }

    private synchronized void await(Path file, Engine engine, Watch watch)
            throws IOException, InterruptedException, RefusedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(request.durationMillis());
        int looks = 0;
        long left = end - System.nanoTime();
        while (left > 0 && !cut && isWanted()) {
            wait(Math.min(LOOK_MILLIS, TimeUnit.NANOSECONDS.toMillis(left) + 1));
            checkSize(Files.size(file));
            if (++looks % LOOKS_PER_WATCH == 0) {
                watch.look(engine);
            }
            left = end - System.nanoTime();
        }
    }

    private void checkSize(long bytes) throws RefusedException {
        if (bytes > maxBytes) {
            throw new RefusedException(
                    Refusal.TOO_LARGE,
                    "more than " + maxBytes + " bytes were recorded; ask for a shorter time or a longer interval");
        }
    }

    /** Returns the frame that says that all was sent; null if nobody wanted all. */
    private @Nullable ByteBuffer send(Path file, long endEpochMillis)
            throws IOException, InterruptedException, RefusedException {
        long size = Files.size(file);
        checkSize(size);
        try (FileChannel recording = FileChannel.open(file)) {
            ByteBuffer part = ByteBuffer.allocate(ProfileFrames.MAX_CHUNK_BYTES);
            long offset = 0;
            while (offset < size) {
                part.clear();
                if (recording.read(part, offset) < 0) {
                    throw new IOException("cut short at byte " + offset + " of " + size);
                }
                part.flip();
                int length = part.remaining();
                if (!isWanted() || !channel.sendChunk(ProfileFrames.chunk(requestId(), offset, part))) {
                    return null;
                }
                offset += length;
            }
        }
        recorder.countRecording(size);
        return ProfileFrames.end(requestId(), endEpochMillis, size);
    }
}
