package io.streamgauge.testbed.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A fresh directory, leased ports and the child processes that use them; closing it leaves nothing of the three behind.
 *
 * <p>Children die with this JVM however it ends (docs/decisions/0002-children-die-with-their-parent.md). A JVM that ends in an
 * orderly way, Ctrl-C included, closes its sandboxes first. Safe for use by several threads.
 */
public final class Sandbox implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(15);

    /**
     * Runs between us and the program, under the same process id: a session of its own, so that Ctrl-C in a terminal reaches only
     * us; SIGINT and SIGHUP as a program expects them, though we may have been started with them ignored, as under "&" or nohup;
     * SIGKILL when the thread that forked it ends; and refusal to start when we were gone before that was arranged.
     */
    private static final List<String> GUARD = List.of(
            "setsid",
            "env",
            "--default-signal=INT,HUP",
            "setpriv",
            "--pdeathsig",
            "KILL",
            "sh",
            "-c",
            "[ \"$PPID\" = \"$0\" ] || exit 125; exec \"$@\"");

    private final String name;
    private final Path directory;
    private final Duration grace;
    private final Ports ports = new Ports();
    private final List<ChildProcess> children = new ArrayList<>();
    private final Thread shutdownHook;

    /** The kernel ties a child to the thread that forked it, so one thread forks them all and lives until we close. */
    private final ExecutorService forker;

    private volatile boolean keepFiles;
    private volatile boolean closed;

    private Sandbox(String name, Path directory, Duration grace) {
        this.name = name;
        this.grace = grace;
        this.directory = directory;
        this.forker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "testbed-forker-" + name);
            thread.setDaemon(true);
            return thread;
        });
        this.shutdownHook = new Thread(this::close, "testbed-close-" + name);
    }

    /** Makes a new directory under java.io.tmpdir. The name appears in paths and messages. */
    public static Sandbox create(String name) {
        return create(name, GRACE);
    }

    /** As {@link #create(String)}, with another time for the children to stop by themselves at close. */
    static Sandbox create(String name, Duration grace) {
        try {
            Sandbox sandbox = new Sandbox(name, Files.createTempDirectory("streamgauge-" + name + "-"), grace);
            try {
                Runtime.getRuntime().addShutdownHook(sandbox.shutdownHook);
            } catch (IllegalStateException e) {
                sandbox.close();
                throw new TestbedException(name + ": this JVM is shutting down, cannot start anything", e);
            }
            return sandbox;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path directory() {
        return directory;
    }

    /** Where the output of each child goes, as NAME.out. */
    public Path logDirectory() {
        return subdirectory("log");
    }

    /** A directory inside this one, made when it is missing, unless this is closed: then nothing is made again. */
    public synchronized Path subdirectory(String relative) {
        Path path = directory.resolve(relative);
        try {
            return closed ? path : Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A loopback port that stays ours until close. */
    public int leasePort() {
        return ports.lease();
    }

    /**
     * Leaves the directory in place at close, so that a failure can be looked at. Too late once this is being closed: what fails
     * then fails because of that.
     */
    public void keepFiles() {
        if (!closed) {
            keepFiles = true;
        }
    }

    /** Deletes the directory at close after all: takes back {@link #keepFiles}. */
    public void deleteFiles() {
        keepFiles = false;
    }

    /** Whether any log or output in {@link #logDirectory} has this text in it. */
    public boolean logsContain(String text) {
        try (Stream<Path> logs = Files.list(logDirectory())) {
            for (Path log : logs.toList()) {
                if (new String(Files.readAllBytes(log), StandardCharsets.UTF_8).contains(text)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a program in the sandbox's directory; the environment is added to ours. Returns once it is forked. */
    public synchronized ChildProcess start(String childName, List<String> command, Map<String, String> environment) {
        if (closed) {
            throw new TestbedException(name + ": is closed, cannot start " + childName);
        }
        Path output = logDirectory().resolve(childName + ".out");
        List<String> guarded = new ArrayList<>(GUARD);
        guarded.add(Long.toString(ProcessHandle.current().pid()));
        guarded.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(guarded)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        try {
            ChildProcess child =
                    new ChildProcess(childName, forker.submit(builder::start).get(), output);
            children.removeIf(earlier -> !earlier.isAlive());
            children.add(child);
            return child;
        } catch (ExecutionException e) {
            throw new TestbedException(
                    childName
                            + ": could not be started; setsid and setpriv (Debian package util-linux) and sh are needed",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException(childName + ": interrupted while starting", e);
        }
    }

    /** Stops all children together, forcibly after a grace, and deletes the directory unless it is to be kept. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        // An interrupted caller wants to end, which still takes stopping the children.
        boolean interrupted = Thread.interrupted();
        children.forEach(ChildProcess::requestStop);
        long deadline = System.nanoTime() + grace.toNanos();
        for (ChildProcess child : children) {
            if (!child.awaitDeath(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                child.kill();
            }
        }
        forker.shutdown();
        ports.close();
        if (!keepFiles) {
            Directories.delete(directory);
        }
        forgetShutdownHook();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void forgetShutdownHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // Then the hook is what called us, or it finds us closed.
        }
    }
}
