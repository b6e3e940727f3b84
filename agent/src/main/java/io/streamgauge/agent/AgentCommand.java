package io.streamgauge.agent;

import io.streamgauge.agent.config.ConfigLoader;
import io.streamgauge.agent.config.ConfigSources;
import io.streamgauge.agent.config.LoadedConfig;
import io.streamgauge.agent.config.file.ConfigException;
import io.streamgauge.agent.config.file.ConfigFile;
import io.streamgauge.agent.config.reload.ConfigReloader;
import io.streamgauge.agent.config.reload.HangupSignal;
import io.streamgauge.agent.log.Logging;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code streamgauge agent}: runs until SIGTERM or SIGINT; SIGHUP reads the configuration again. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs the agent beside a Flink cluster.",
        footer = {
            "",
            "Every key can also be set by an environment variable: STREAMGAUGE_LISTEN_PORT=9610.",
            "A flag counts before a variable, a variable before the file. SIGHUP reads all again;",
            "a configuration that is wrong is refused and the old one stays.",
        })
final class AgentCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file; docs/configuration.md lists the keys.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one key, for example listen.port=9610. May be given several times.")
    private List<String> flags = List.of();

    @Option(
            names = "--check-config",
            description = "Only check: prints every key with its value and origin, or all that is wrong with it.")
    private boolean checkOnly;

    @Override
    public Integer call() throws InterruptedException {
        LoadedConfig loaded;
        try {
            loaded = ConfigLoader.load(sources());
        } catch (ConfigException e) {
            e.problems().forEach(problem -> spec.commandLine().getErr().println(problem.text()));
            return 2;
        }
        if (checkOnly) {
            spec.commandLine().getOut().print(loaded.effective());
            spec.commandLine().getOut().flush();
            return 0;
        }
        run(loaded);
        return 0;
    }

    private void run(LoadedConfig loaded) throws InterruptedException {
        Logging.configure(loaded.config().log());
        // Not a constant: this class is loaded for every command, and others start faster without logging.
        Logger log = LoggerFactory.getLogger(AgentCommand.class);
        Wiring wiring = new Wiring(loaded.config(), Main.Version.current());
        CountDownLatch closed = new CountDownLatch(1);
        try {
            int port = wiring.start();
            ConfigReloader reloader = new ConfigReloader(
                    loaded, this::sources, wiring.reloadMetrics(), InstantSource.system(), wiring::reload);
            if (!HangupSignal.install(reloader::reload)) {
                log.warn("SIGHUP is ignored here, as under nohup, or unknown: a changed configuration needs a restart");
            }
            log.atInfo()
                    .addKeyValue("address", "http://" + loaded.config().listen().host() + ":" + port + "/")
                    .addKeyValue("version", Main.Version.current())
                    .log("Streamgauge agent is up");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(log, wiring, closed), "streamgauge-stop"));
        } catch (RuntimeException e) {
            wiring.close();
            throw e;
        }
        // The process ends by a signal, and then by the hook.
        closed.await();
    }

    private static void stop(Logger log, Wiring wiring, CountDownLatch closed) {
        log.info("Stopping");
        wiring.close();
        closed.countDown();
    }

    private ConfigSources sources() throws ConfigException {
        return new ConfigSources(file == null ? null : ConfigFile.read(file), System.getenv(), flags);
    }
}
