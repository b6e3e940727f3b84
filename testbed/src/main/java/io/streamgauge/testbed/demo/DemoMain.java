package io.streamgauge.testbed.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.cases.LeakCase;
import io.streamgauge.testbed.cases.LookAlikes;
import io.streamgauge.testbed.process.TestbedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code streamgauge demo}. Exit codes: 0 ok, 1 failed or nothing found, 2 bad usage. */
@Command(
        name = "streamgauge demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a real Flink cluster of separate processes, the sample job with a state leak in it, the agent, and"
                    + " Prometheus and Alertmanager where they are installed. Prints what the agent sees as it sees it.",
            "Ctrl-C stops every process and removes all files."
        })
public final class DemoMain implements Callable<Integer> {

    private static final String DEFAULT_LEAK = "never-cleared";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--leak",
            paramLabel = "CAUSE",
            completionCandidates = Names.OfLeaks.class,
            description = "How the sample job leaks: ${COMPLETION-CANDIDATES}, or none. Default: never-cleared.")
    private @Nullable String leak;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            completionCandidates = Names.OfLookAlikes.class,
            description = "Growth without a leak instead, which must not be taken for one: ${COMPLETION-CANDIDATES}.")
    private @Nullable String scenario;

    @Option(
            names = "--flink",
            paramLabel = "VERSION",
            defaultValue = "2.3",
            description = "Flink release line: 1.20 or 2.3. Default: ${DEFAULT-VALUE}.")
    private String flink = "2.3";

    @Option(
            names = "--until-finding",
            description = "End with exit code 0 at the first suspected leak; 1 if there is none within --for, or ten"
                    + " minutes.")
    private boolean untilFinding;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "End after this long with the job running, for example 90s or 30m. Default: at Ctrl-C.")
    private @Nullable Duration limit;

    @Option(
            names = "--fix-after",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Switch the leak off this long after the finding. By hand: press f and Enter.")
    private @Nullable Duration fixAfter;

    @Option(names = "--json", description = "Findings as JSON lines on standard output; progress on standard error.")
    private boolean json;

    private volatile boolean stopping;

    /** Starts the command line. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new DemoMain())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    DemoMain demo = command.getCommand();
                    // Everything is being stopped: that something no longer answers is no news.
                    if (!demo.stopping) {
                        command.getErr().println("demo: " + failure.getMessage());
                    }
                    return 1;
                })
                .execute(args));
    }

    @Override
    public Integer call() {
        DemoOptions options = new DemoOptions(version(), shown(), untilFinding, limit, fixAfter, json);
        Console console = new Console(json ? System.err : System.out);
        console.line("Streamgauge demo: Flink " + options.flink().line() + ", "
                + (options.leaks() ? "leak " : "") + options.shown().name() + ": "
                + options.shown().words());
        Demo demo = new Demo(options, Artifacts.ofThisBuild(), console);
        Thread goodbye = new Thread(
                () -> {
                    stopping = true;
                    console.goodbye("\nStopping every process ...");
                },
                "demo-goodbye");
        Runtime.getRuntime().addShutdownHook(goodbye);
        try (demo) {
            Demo.Running running = demo.start();
            demo.printAddresses(running);
            return new Watch(options, demo, running, console, DemoMain::printJson).run();
        }
    }

    private static void printJson(JsonNode finding) {
        System.out.println(finding);
        System.out.flush();
    }

    private FlinkVersion version() {
        try {
            return FlinkVersion.parse(flink);
        } catch (TestbedException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--flink: " + e.getMessage(), e);
        }
    }

    private LeakCase shown() {
        if (leak != null && scenario != null) {
            throw refusal("--scenario: found it beside --leak, expected one of the two");
        }
        return scenario != null
                ? named("--scenario", scenario, LookAlikes.all())
                : named("--leak", leak == null ? DEFAULT_LEAK : leak, Names.leaksAndNone());
    }

    private LeakCase named(String option, String name, List<LeakCase> known) {
        return known.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> refusal(option + ": found " + name + ", expected one of "
                        + known.stream().map(LeakCase::name).toList()));
    }

    private CommandLine.ParameterException refusal(String why) {
        return new CommandLine.ParameterException(spec.commandLine(), why);
    }
}
