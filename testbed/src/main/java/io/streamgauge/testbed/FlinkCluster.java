package io.streamgauge.testbed;

import io.streamgauge.testbed.process.Await;
import io.streamgauge.testbed.process.Directories;
import io.streamgauge.testbed.process.Sandbox;
import io.streamgauge.testbed.process.TestbedException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real Flink cluster: one JobManager and several TaskManagers, each a process of its own, without high availability.
 *
 * <p>It lives in a fresh directory, which {@link #close} deletes unless something timed out or {@link #keepFiles} was called. A
 * wait that fails names that directory. Safe for use by several threads.
 */
public final class FlinkCluster implements AutoCloseable {
    /** A busy machine takes half a minute for what takes six seconds otherwise. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final int START_ATTEMPTS = 3;

    private final ClusterSettings settings;
    private final Sandbox sandbox;
    private final FlinkLauncher launcher;
    private final FlinkRest rest;
    private final FlinkProcess jobManager;
    private final List<FlinkProcess> taskManagers;

    private FlinkCluster(ClusterSettings settings, Sandbox sandbox) {
        this.settings = settings;
        this.sandbox = sandbox;
        launcher = new FlinkLauncher(sandbox, settings);
        jobManager = launcher.startJobManager();
        taskManagers = IntStream.range(0, settings.taskManagers())
                .mapToObj(launcher::startTaskManager)
                .toList();
        rest = new FlinkRest(restUrl());
    }

    /** Starts a cluster and returns when all its slots are registered. */
    public static FlinkCluster start(ClusterSettings settings) {
        for (int attempt = 1; ; attempt++) {
            Sandbox sandbox = Sandbox.create("flink-" + settings.version().line());
            try {
                FlinkCluster cluster = new FlinkCluster(settings, sandbox);
                cluster.awaitReady();
                return cluster;
            } catch (RuntimeException e) {
                // A stranger may take a port between our look at it and Flink's.
                boolean again = attempt < START_ATTEMPTS && sandbox.logsContain("java.net.BindException");
                if (again) {
                    sandbox.deleteFiles();
                }
                sandbox.close();
                if (!again) {
                    throw e;
                }
            }
        }
    }

    public ClusterSettings settings() {
        return settings;
    }

    public URI restUrl() {
        return URI.create("http://127.0.0.1:" + launcher.restPort());
    }

    public FlinkRest rest() {
        return rest;
    }

    public FlinkProcess jobManager() {
        return jobManager;
    }

    public FlinkProcess taskManager(int index) {
        return taskManagers.get(index);
    }

    public List<FlinkProcess> taskManagers() {
        return taskManagers;
    }

    /** Everything the cluster writes. */
    public Path directory() {
        return sandbox.directory();
    }

    /** Holds one directory per job id. */
    public Path checkpointDirectory() {
        return launcher.checkpoints();
    }

    public Path savepointDirectory() {
        return launcher.savepoints();
    }

    /** Waits until every slot of every TaskManager is registered; also what to call after restarting a process. */
    public void awaitReady() {
        int slots = settings.taskManagers() * settings.slotsPerTaskManager();
        await(slots + " slots registered", rest::overview, seen -> seen.slots() == slots, this::whyAnyDead);
    }

    /** Waits until the ResourceManager counts this many TaskManagers: fewer after a kill, which takes a heartbeat timeout. */
    public void awaitTaskManagers(int count) {
        await(
                count + " TaskManagers registered",
                rest::overview,
                seen -> seen.taskManagers() == count,
                jobManager::whyDead);
    }

    /** Submits a job and returns its id; its tasks start later. */
    public String submit(JobSubmission submission) {
        return rest.submit(submission);
    }

    /** Submits a job that starts afresh, and returns its id. */
    public String submit(Path jar, String entryClass, List<String> arguments, int parallelism) {
        return submit(JobSubmission.of(jar, entryClass, arguments, parallelism));
    }

    /** Waits until every subtask runs, or has finished for want of work; the job's own state says RUNNING long before. */
    public void awaitRunning(String jobId) {
        await(
                "all tasks of job " + jobId + " running",
                () -> rest.job(jobId),
                FlinkRest.Job::isFullyRunning,
                () -> whyEnded(jobId));
    }

    /** Waits until the job, since it was submitted, has completed this many checkpoints. */
    public FlinkRest.Checkpoints awaitCheckpoint(String jobId, int completed) {
        return await(
                completed + " checkpoints of job " + jobId,
                () -> rest.checkpoints(jobId),
                seen -> seen.completed() >= completed,
                () -> whyEnded(jobId));
    }

    /** Cancels the job and waits until it has ended. Its last checkpoints stay. */
    public void cancel(String jobId) {
        rest.cancel(jobId);
        awaitEnd(jobId);
    }

    /** Takes a savepoint while the job goes on, and returns where it lies. */
    public String savepoint(String jobId) {
        return rest.savepoint(jobId, savepointDirectory().toUri());
    }

    /** Takes a savepoint, waits until the job has ended, and returns where the savepoint lies. */
    public String stopWithSavepoint(String jobId) {
        String savepoint = rest.stopWithSavepoint(jobId, savepointDirectory().toUri());
        awaitEnd(jobId);
        return savepoint;
    }

    /** Stops the job with a savepoint, starts what was submitted from it with another parallelism, and returns the new id. */
    public String rescale(String jobId, JobSubmission submission, int parallelism) {
        return submit(submission.withSavepoint(stopWithSavepoint(jobId)).withParallelism(parallelism));
    }

    /** Copies logs, output and configuration to a directory, for a test that failed. */
    public void collectLogs(Path target) {
        Directories.copy(sandbox.logDirectory(), target);
        Directories.copy(directory().resolve("conf"), target.resolve("conf"));
    }

    /** Leaves {@link #directory} in place at close. */
    public void keepFiles() {
        sandbox.keepFiles();
    }

    /** Stops all processes, in an orderly way if they let themselves. Idempotent. */
    @Override
    public void close() {
        sandbox.close();
    }

    private void awaitEnd(String jobId) {
        await("end of job " + jobId, () -> rest.job(jobId), FlinkRest.Job::hasEnded, jobManager::whyDead);
    }

    private <T> T await(String what, Supplier<T> read, Predicate<T> done, Supplier<@Nullable String> hopeless) {
        try {
            return Await.upTo(LIMIT, what).unless(hopeless).until(read, done);
        } catch (TestbedException e) {
            keepFiles();
            throw new TestbedException(e.getMessage() + "\nlogs: " + sandbox.logDirectory(), e);
        }
    }

    private @Nullable String whyAnyDead() {
        return Stream.concat(Stream.of(jobManager), taskManagers.stream())
                .filter(process -> !process.isAlive())
                .findFirst()
                .map(FlinkProcess::whyDead)
                .orElse(null);
    }

    private @Nullable String whyEnded(String jobId) {
        String dead = jobManager.whyDead();
        if (dead != null) {
            return dead;
        }
        boolean ended = rest.jobs().stream().anyMatch(job -> job.id().equals(jobId) && job.hasEnded());
        return ended
                ? "the job has ended; last failure: " + rest.lastFailure(jobId).orElse("none")
                : null;
    }
}
