package io.streamgauge.testbed;

import io.streamgauge.testbed.process.ChildProcess;
import io.streamgauge.testbed.process.Sandbox;
import io.streamgauge.testbed.process.TestbedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JobManager or TaskManager: the same ports and files over all its runs. Safe for use by several threads. */
public final class FlinkProcess {
    private static final Duration GRACE = Duration.ofSeconds(15);

    /** A command line with the ports in it, by configuration key. */
    record Launch(List<String> command, Map<String, String> environment, Map<String, Integer> ports) {
        Launch {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
            ports = Map.copyOf(ports);
        }
    }

    private final Sandbox sandbox;
    private final String name;
    private final Launch launch;
    private volatile ChildProcess current;

    private FlinkProcess(Sandbox sandbox, String name, Launch launch, ChildProcess first) {
        this.sandbox = sandbox;
        this.name = name;
        this.launch = launch;
        this.current = first;
    }

    static FlinkProcess start(Sandbox sandbox, String name, Launch launch) {
        return new FlinkProcess(sandbox, name, launch, sandbox.start(name, launch.command(), launch.environment()));
    }

    /** "jobmanager" or "taskmanager-0". */
    public String name() {
        return name;
    }

    public long pid() {
        return current.pid();
    }

    public boolean isAlive() {
        return current.isAlive();
    }

    /** SIGKILL. The cluster notices by itself, or when heartbeats have timed out. */
    public void kill() {
        current.kill();
    }

    /** SIGSTOP. */
    public void freeze() {
        current.freeze();
    }

    /** SIGCONT. */
    public void thaw() {
        current.thaw();
    }

    /** SIGTERM, and SIGKILL if that takes too long. */
    public void stop() {
        current.stop(GRACE);
    }

    /** Kills it if it still runs, and starts it on the same ports. Returns before it is ready. */
    public synchronized void restart() {
        if (current.isAlive()) {
            current.kill();
        }
        current = sandbox.start(name, launch.command(), launch.environment());
    }

    /** The port it was given under a configuration key, see {@link ClusterSettings#withPortPerProcess}. */
    public int port(String key) {
        Integer port = launch.ports().get(key);
        if (port == null) {
            throw new TestbedException(
                    name + ": expected a port under one of " + launch.ports().keySet() + ", found " + key);
        }
        return port;
    }

    /** Flink's log of all its runs. */
    public Path log() {
        return sandbox.logDirectory().resolve(name + ".log");
    }

    /** Null while it runs, else how it ended. */
    public @Nullable String whyDead() {
        String why = current.whyDead();
        return why == null ? null : why + "\nthe end of " + log() + ":\n" + ChildProcess.tail(log());
    }
}
