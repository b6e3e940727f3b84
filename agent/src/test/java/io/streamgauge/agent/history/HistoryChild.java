package io.streamgauge.agent.history;

import io.streamgauge.agent.history.store.HistoryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM of its own that appends ticks to a history as fast as it can, until it is killed. After each tick it prints the
 * tick's number, and what the history says of itself where something is wrong.
 */
final class HistoryChild implements AutoCloseable {

    static final int SERIES = 300;

    private final Process process;
    private final BufferedReader lines;

    private HistoryChild(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        long from = Long.parseLong(args[1]);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        boolean stepwise = args.length > 2;
        try (History history = History.open(HistoryFixture.settings(directory), HistoryMetrics.NOOP)) {
            for (long tick = from; !stepwise || commands.readLine() != null; tick++) {
                history.append(HistoryFixture.tick(tick, SERIES));
                HistoryStatus status = history.status();
                System.out.println(tick + (status.problem() == null ? "" : " " + status.problem()));
            }
        } catch (HistoryException e) {
            System.out.println("refused " + e.getMessage());
        }
    }

    /** Runs by itself. */
    static HistoryChild start(Path directory, long fromTick) {
        return start(directory.toString(), Long.toString(fromTick));
    }

    /** Appends one tick per {@link #step}. */
    static HistoryChild startStepwise(Path directory) {
        return start(directory.toString(), "0", "stepwise");
    }

    /** From here on its files cannot grow beyond so many bytes; or "unlimited". */
    void limitFiles(String bytes) {
        try {
            int exit = new ProcessBuilder("prlimit", "--pid", Long.toString(pid()), "--fsize=" + bytes + ":unlimited")
                    .inheritIO()
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
            if (exit != 0) {
                throw new AssertionError("prlimit of util-linux: exit code " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HistoryChild start(String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), HistoryChild.class.getName()));
        command.addAll(List.of(args));
        try {
            return new HistoryChild(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** The next line; fails when the child has ended. */
    String line() {
        try {
            String line = lines.readLine();
            if (line == null) {
                throw new AssertionError(
                        "the child ended: exit code " + process.onExit().join().exitValue());
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One more tick, and what it printed. */
    String step() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            return line();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL; returns the last tick that it had told of. */
    long kill(long lastSeen) {
        long last = lastSeen;
        try {
            // Not destroyForcibly, which closes the pipe with what is still in it.
            new ProcessBuilder("kill", "-9", Long.toString(pid()))
                    .start()
                    .onExit()
                    .join();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("\\d+")) {
                    last = Long.parseLong(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return last;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
