package io.streamgauge.testbed.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A JVM with a sandbox and a child in it, for tests that kill the JVM. Tells "PID DIRECTORY" in a file, then waits for ever. */
final class SandboxHolder {
    private SandboxHolder() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path told = Path.of(arguments[0]);
        Path signals = Path.of(arguments[1]);
        Sandbox sandbox = Sandbox.create("holder");
        ChildProcess child = sandbox.start(
                "child", List.of("sh", "-c", Signals.RECORDING_SCRIPT), Map.of("SIGNALS", signals.toString()));
        Signals.awaitReady(signals);
        Path complete = Path.of(told + ".complete");
        Files.writeString(complete, child.pid() + " " + sandbox.directory());
        Files.move(complete, told);
        Thread.currentThread().join();
    }
}
