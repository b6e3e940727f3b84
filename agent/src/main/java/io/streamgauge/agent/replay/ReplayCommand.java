package io.streamgauge.agent.replay;

import io.streamgauge.agent.config.AgentConfig;
import io.streamgauge.agent.config.ConfigLoader;
import io.streamgauge.agent.config.ConfigSources;
import io.streamgauge.agent.config.file.ConfigException;
import io.streamgauge.agent.config.file.ConfigFile;
import io.streamgauge.agent.observation.Observation;
import io.streamgauge.agent.recording.RecordingReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code streamgauge replay}: judges a recording again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs the leak analysis over what was recorded, with no cluster.",
        footer = {
            "",
            "Recordings come from 'streamgauge record'; docs/replay.md describes the format.",
            "Exit codes: 0 ok, 1 the file cannot be read, 2 bad usage or configuration.",
        })
public final class ReplayCommand implements Callable<Integer> {

    private static final String ANALYSIS = "analysis.leak.";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A recording: JSON lines.")
    private Path file = Path.of("");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The agent's configuration, for its keys analysis.leak.*. Else their defaults.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one key of analysis.leak.*. May be given several times.")
    private List<String> flags = List.of();

    @Option(
            names = "--compare",
            description = "Judge twice, as configured and with --set beside it, and show what differs.")
    private boolean compare;

    @Option(names = "--json", description = "Print all of it as JSON, findings as in the API.")
    private boolean json;

    @Override
    public Integer call() {
        check();
        try {
            Replay replay = new Replay(
                    settings(compare ? List.of() : flags).lives(),
                    settings(compare ? List.of() : flags).declarations());
            List<Replay> replays = new ArrayList<>(List.of(replay));
            if (compare) {
                replays.add(new Replay(settings(flags).lives(), settings(flags).declarations()));
            }
            boolean torn = run(replays);
            print(replays, torn);
            return 0;
        } catch (ConfigException e) {
            e.problems().forEach(problem -> spec.commandLine().getErr().println(problem.text()));
            return 2;
        } catch (NoSuchFileException e) {
            return failed(file + ": no such file");
        } catch (IOException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private void check() {
        for (String flag : flags) {
            if (!flag.startsWith(ANALYSIS)) {
                throw new ParameterException(
                        spec.commandLine(), "--set: found " + flag + ", expected a key that begins with " + ANALYSIS);
            }
        }
        if (compare && flags.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--compare needs --set: what to compare with");
        }
        if (compare && json) {
            throw new ParameterException(spec.commandLine(), "--compare and --json exclude each other");
        }
    }

    /** Without the environment: the same file and flags give the same result everywhere. */
    private AgentConfig settings(List<String> with) throws ConfigException {
        return ConfigLoader.load(new ConfigSources(config == null ? null : ConfigFile.read(config), Map.of(), with))
                .config();
    }

    private boolean run(List<Replay> replays) throws IOException {
        try (RecordingReader reader = new RecordingReader(file.toString(), Files.newInputStream(file))) {
            for (Observation next = reader.next(); next != null; next = reader.next()) {
                for (Replay replay : replays) {
                    replay.observe(next);
                }
            }
            return reader.isTorn();
        }
    }

    private void print(List<Replay> replays, boolean torn) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ReplayJson.of(replays.get(0)).encodePrettily());
        } else if (compare) {
            ReplayText.compared(replays.get(0), replays.get(1)).forEach(out::println);
        } else {
            ReplayText.of(replays.get(0), torn).forEach(out::println);
        }
        out.flush();
    }

    private int failed(String message) {
        spec.commandLine().getErr().println("streamgauge: " + message);
        return 1;
    }
}
