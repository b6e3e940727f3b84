package io.streamgauge.testbed.live;

import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.cases.LeakCase;
import io.streamgauge.testbed.demo.Artifacts;
import io.streamgauge.testbed.process.TestbedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dev/live}. Exit codes: 0 all as it should be, 1 a leak missed, misnamed or a false alarm, 2 bad usage. */
@Command(
        name = "dev/live",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs leaks and look-alikes on real clusters with the agent beside, and holds its findings against"
                        + " what was injected; all when none is named. Writes a table and everything seen to target/live/.")
public final class LiveMain implements Callable<Integer> {

    @Parameters(paramLabel = "CASE", description = "Causes and look-alikes to run; --list tells them.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "Print the names and end.")
    private boolean list;

    @Option(
            names = "--flink",
            paramLabel = "VERSION",
            split = ",",
            defaultValue = "2.3,1.20",
            description = "Flink release lines, one after another. Default: ${DEFAULT-VALUE}.")
    private List<String> lines = new ArrayList<>();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "9",
            description = "How long each batch runs. Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(
            names = "--together",
            paramLabel = "N",
            defaultValue = "12",
            description = "Cases that run at the same time, as jobs of one cluster. Default: ${DEFAULT-VALUE}.")
    private int together;

    @Option(
            names = "--output",
            paramLabel = "DIRECTORY",
            defaultValue = "target/live",
            description = "Where results are written. Default: ${DEFAULT-VALUE}.")
    private Path output = Path.of("");

    /** Starts the command line. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new LiveMain()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (list) {
            LeakCase.all().forEach(known -> System.out.printf("%-20s %s%n", known.name(), known.words()));
            return 0;
        }
        List<LeakCase> cases = new ArrayList<>();
        for (String name : names) {
            LeakCase.named(name).ifPresentOrElse(cases::add, () -> System.err.println("dev/live: no case " + name));
        }
        if (cases.size() < names.size()) {
            return 2;
        }
        Files.createDirectories(output);
        Files.deleteIfExists(seen());
        List<Judgement> judgements = new ArrayList<>();
        for (String line : lines) {
            judgements.addAll(run(FlinkVersion.parse(line), cases.isEmpty() ? LeakCase.all() : cases));
            // After each, so that a failure of the next does not lose it.
            Files.writeString(output.resolve("table.md"), ResultTable.of(judgements));
        }
        System.out.println(ResultTable.of(judgements));
        return judgements.stream().allMatch(Judgement::isRight) ? 0 : 1;
    }

    private List<Judgement> run(FlinkVersion version, List<LeakCase> cases) {
        List<Judgement> judgements = new ArrayList<>();
        for (int from = 0; from < cases.size(); from += together) {
            List<LeakCase> batch = cases.subList(from, Math.min(cases.size(), from + together));
            try {
                new LiveSuite(version, batch, Artifacts.ofThisBuild(), this::note)
                        .run(Duration.ofMinutes(minutes)).stream()
                                .map(Judgement::of)
                                .forEach(judgements::add);
            } catch (TestbedException e) {
                throw new TestbedException("Flink " + version.line() + ", " + batch + ": " + e.getMessage(), e);
            }
        }
        return judgements;
    }

    private Path seen() {
        return output.resolve("seen.txt");
    }

    private void note(String line) {
        System.out.println(line);
        try {
            Files.writeString(seen(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
