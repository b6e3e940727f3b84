package io.streamgauge.agent;

import io.streamgauge.agent.inspect.InspectCommand;
import io.streamgauge.agent.inspect.Surroundings;
import io.streamgauge.agent.log.LogSettings;
import io.streamgauge.agent.log.Logging;
import io.streamgauge.agent.profile.command.ProfileCommand;
import io.streamgauge.agent.replay.RecordCommand;
import io.streamgauge.agent.replay.ReplayCommand;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands. Exit codes: 0 ok, 1 failed, 2 bad usage or configuration. */
@Command(
        name = "streamgauge",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = AgentCommand.class,
        description = "Watches stateful Apache Flink jobs from beside the cluster.")
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Runs the command line and ends the process. */
    public static void main(String[] args) {
        // Of commands without a configuration, too: libraries must not fill the terminal.
        Logging.configure(LogSettings.defaults());
        System.exit(new CommandLine(new Main())
                .addSubcommand(new InspectCommand(Surroundings.ofProcess(InstantSource.system())))
                .addSubcommand(new ProfileCommand(System.getenv()))
                .addSubcommand(new RecordCommand())
                .addSubcommand(new ReplayCommand())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("streamgauge: " + failure.getMessage());
                    return 1;
                })
                .setParameterExceptionHandler((wrong, arguments) -> {
                    CommandLine command = wrong.getCommandLine();
                    command.getErr().println("streamgauge: " + wrong.getMessage());
                    UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
                    command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
                    return 2;
                })
                .execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"streamgauge " + current()};
        }

        static String current() {
            String version = Main.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }
    }
}
