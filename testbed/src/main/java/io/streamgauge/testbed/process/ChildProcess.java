package io.streamgauge.testbed.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of a program that dies with us; started by {@link Sandbox}. Safe for use by several threads. */
public final class ChildProcess {
    private static final int TAIL_LINES = 30;
    private static final Duration DEATH_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final Process process;
    private final Path output;
    private volatile boolean frozen;

    ChildProcess(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it wrote to standard output and standard error, runs of the same name after one another. */
    public Path output() {
        return output;
    }

    /** Null while it runs; a sentence with exit code and the end of its output once it has exited. */
    public @Nullable String whyDead() {
        if (process.isAlive()) {
            return null;
        }
        return name + " exited with code " + process.exitValue() + "; the end of " + output + ":\n" + tail(output);
    }

    /** SIGKILL: no chance to clean up. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitDeath(DEATH_LIMIT);
    }

    /** SIGSTOP: it keeps its memory, connections and ports but does nothing any more. */
    public void freeze() {
        frozen = true;
        signal("STOP");
    }

    /** SIGCONT: ends {@link #freeze}. */
    public void thaw() {
        signal("CONT");
        frozen = false;
    }

    /** Sends a signal by its name without SIG, for example HUP. */
    public void signal(String signal) {
        if (!process.isAlive()) {
            throw new TestbedException(
                    name + ": expected a live process to send SIG" + signal + " to, but " + whyDead());
        }
        try {
            // Built into every shell, while the program /bin/kill is missing from slim systems.
            Process kill = new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (kill.waitFor() != 0) {
                throw new TestbedException(name + ": SIG" + signal + " was not delivered: " + said.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException(name + ": interrupted while sending SIG" + signal, e);
        }
    }

    /** SIGTERM, without waiting. One that is frozen could not act on it and is killed instead. */
    void requestStop() {
        if (frozen) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
    }

    /** SIGTERM, then SIGKILL after the grace. Returns true when it went by itself. */
    public boolean stop(Duration grace) {
        requestStop();
        if (awaitDeath(grace)) {
            return true;
        }
        kill();
        return false;
    }

    /** True when it has exited within the limit. When interrupted it answers at once and leaves the flag set. */
    public boolean awaitDeath(Duration limit) {
        try {
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** The exit code, once it has exited. */
    public int exitCode() {
        return process.exitValue();
    }

    /** The last lines of a log, for messages; a sentence when there is nothing to read. */
    public static String tail(Path log) {
        try {
            List<String> lines = List.of(new String(Files.readAllBytes(log), StandardCharsets.UTF_8).split("\n"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(nothing readable: " + e + ")";
        }
    }
}
