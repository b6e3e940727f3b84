package io.streamgauge.agent.recording;

import io.streamgauge.agent.observation.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the analysis saw, as long as there is room for it: on a thread of its own, so that a slow disk holds up no tick.
 * What it has no time for is dropped and counted.
 */
public final class Recorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final int MOST_WAITING = 64;
    private static final long STOP_SECONDS = 10;

    private final RecordingSettings settings;
    private final AtomicLong dropped = new AtomicLong();
    private final ThreadPoolExecutor thread;
    private @Nullable RecordingFiles files;
    private boolean failing;

    public Recorder(RecordingSettings settings) {
        this.settings = settings;
        BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                waiting,
                work -> new Thread(work, "streamgauge-recording"),
                (work, executor) -> dropped.incrementAndGet());
    }

    /** Any thread; never waits. */
    public void record(Observation observation) {
        thread.execute(() -> write(observation));
    }

    /** Observations that were not written. */
    public long dropped() {
        return dropped.get();
    }

    /** Its files, oldest first; each is a recording of its own, and all of them one after the other are one, too. Any thread. */
    public List<Path> files() throws IOException {
        return RecordingFiles.list(settings.directory());
    }

    private void write(Observation observation) {
        try {
            RecordingFiles open = files;
            if (open == null) {
                open = RecordingFiles.open(settings);
                files = open;
            }
            open.append(ObservationWriter.line(observation));
            failing = false;
        } catch (IOException | RuntimeException e) {
            dropped.incrementAndGet();
            if (!failing) {
                failing = true;
                LOG.atWarn()
                        .addKeyValue("directory", settings.directory())
                        .addKeyValue("error", e.getMessage())
                        .log("What the analysis sees is not recorded until it can be written again");
            }
        }
    }

    /** Writes what waits. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
            RecordingFiles open = files;
            if (open != null) {
                open.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("The recording was not closed in order");
        }
    }
}
