package io.streamgauge.agent.source.checkpoint;

import io.streamgauge.agent.fact.CheckpointContent;
import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobFacts;
import io.streamgauge.agent.fact.SourceFacts;
import io.streamgauge.checkpoint.SupersededException;
import io.streamgauge.checkpoint.report.CheckpointReport;
import io.streamgauge.checkpoint.storage.Storage;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads each newly completed checkpoint of each job at once, since Flink may keep only the newest. A checkpoint that
 * completes while others are read takes the place of the one before of its job. What was read is kept until the job is
 * gone. {@link #join} never waits, and is for any thread.
 */
public final class CheckpointSource implements AutoCloseable {

    static final String NAME = "checkpoint";

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointSource.class);
    private static final int MOST_JOBS = 1_000;
    private static final long STOP_MILLIS = 10_000;

    private final RetainedReader reader;
    private final CheckpointMetrics metrics;
    private final InstantSource clock;
    private final Thread thread;

    // Guarded by this, but that closed is also read without.
    private final LinkedHashMap<String, ToldCheckpoint> waiting = new LinkedHashMap<>();
    private final Map<String, ToldCheckpoint> taken = new HashMap<>();
    private final Map<String, CheckpointContent> contents = new TreeMap<>();
    private final Map<String, String> problems = new TreeMap<>();
    private @Nullable Instant lastSuccess;
    private long errors;
    private volatile boolean closed;

    /**
     * Starts its thread.
     *
     * @param secret 16 bytes that keys are hashed with, the same in each run, so that samples can be compared
     */
    public CheckpointSource(
            Storage storage,
            CheckpointSettings settings,
            byte[] secret,
            CheckpointMetrics metrics,
            InstantSource clock) {
        this.reader = new RetainedReader(storage, settings, secret, metrics);
        this.metrics = metrics;
        this.clock = clock;
        this.thread = new Thread(this::run, "streamgauge-checkpoints");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Takes note of the newest checkpoint of each job; forgets jobs that are not there any more. */
    synchronized void follow(List<JobFacts> jobs) {
        Set<String> present = new HashSet<>();
        for (JobFacts job : jobs) {
            String id = job.job().id();
            present.add(id);
            ToldCheckpoint before = taken.get(id);
            ToldCheckpoint told = ToldCheckpoint.newestOf(job, before == null ? null : before.directoryOfJob());
            if (told != null && !told.is(before) && (before != null || taken.size() < MOST_JOBS)) {
                taken.put(id, told);
                waiting.put(id, told);
                notifyAll();
            }
        }
        List.of(waiting, taken, contents, problems)
                .forEach(byJob -> byJob.keySet().retainAll(present));
    }

    /** Follows what these facts tell of, and adds what was read up to now. */
    public Facts join(Facts facts) {
        follow(facts.jobs());
        return ContentJoin.of(facts, contents(), health());
    }

    /** The newest that was read, one for each job. */
    synchronized List<CheckpointContent> contents() {
        return List.copyOf(contents.values());
    }

    /** Names the first job whose checkpoints cannot be read. */
    synchronized SourceFacts health() {
        return new SourceFacts(
                NAME, lastSuccess, problems.values().stream().findFirst().orElse(null), errors);
    }

    /** Gives up what is being read. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                ToldCheckpoint told = next();
                if (told == null) {
                    return;
                }
                read(told);
            }
        } catch (InterruptedException e) {
            LOG.debug("No more checkpoints are read: interrupted");
        }
    }

    private synchronized @Nullable ToldCheckpoint next() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        if (closed) {
            return null;
        }
        String job = waiting.keySet().iterator().next();
        return waiting.remove(job);
    }

    private void read(ToldCheckpoint told) {
        try {
            CheckpointReport report = reader.read(told, (done, total) -> !closed);
            metrics.read(report.cost());
            succeeded(told, report);
        } catch (CancellationException e) {
            LOG.debug("A checkpoint was not read to its end: closed");
        } catch (SupersededException e) {
            LOG.atDebug().addKeyValue("job", told.job().id()).log("A checkpoint was gone before it was read");
        } catch (IOException | InvalidPathException e) {
            failed(told, ReadFailure.inWords(told.directory(), e));
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("checkpoint", told.directory())
                    .log("Reading a checkpoint failed");
            failed(told, "reading " + told.directory() + " failed: " + e);
        }
    }

    private synchronized void succeeded(ToldCheckpoint told, CheckpointReport report) {
        String job = told.job().id();
        if (!taken.containsKey(job)) {
            return;
        }
        lastSuccess = clock.instant();
        boolean asTold = report.checkpoint().id() == told.id();
        contents.put(
                job, new CheckpointContent(told.job(), asTold ? told.completedAt() : lastSuccess, lastSuccess, report));
        problems.remove(job);
    }

    private void failed(ToldCheckpoint told, String problem) {
        metrics.failed();
        synchronized (this) {
            errors++;
            String job = told.job().id();
            if (taken.containsKey(job)) {
                problems.put(job, problem);
            }
        }
    }
}
