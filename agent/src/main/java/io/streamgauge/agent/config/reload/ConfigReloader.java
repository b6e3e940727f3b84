package io.streamgauge.agent.config.reload;

import io.streamgauge.agent.config.AgentConfig;
import io.streamgauge.agent.config.ConfigSources;
import io.streamgauge.agent.config.LoadedConfig;
import io.streamgauge.agent.config.file.ConfigException;
import io.streamgauge.agent.config.file.ConfigProblem;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the sources again when told to, and keeps the configuration that holds. Thread-safe. */
public final class ConfigReloader {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigReloader.class);

    /** Reads file, environment and flags again. */
    public interface Reader {
        ConfigSources read() throws ConfigException;
    }

    private final Reader reader;
    private final ReloadMetrics metrics;
    private final InstantSource clock;
    private final Consumer<AgentConfig> listener;
    private LoadedConfig current;

    /**
     * Begins with a configuration that holds.
     *
     * @param listener told of a configuration in which something has changed
     */
    public ConfigReloader(
            LoadedConfig current,
            Reader reader,
            ReloadMetrics metrics,
            InstantSource clock,
            Consumer<AgentConfig> listener) {
        this.current = current;
        this.reader = reader;
        this.metrics = metrics;
        this.clock = clock;
        this.listener = listener;
        metrics.reloaded(true, clock.instant());
    }

    public synchronized LoadedConfig current() {
        return current;
    }

    /** What SIGHUP does. */
    public synchronized ReloadOutcome reload() {
        ReloadOutcome outcome = outcome();
        for (ConfigProblem problem : outcome.problems()) {
            LOG.atError().addKeyValue("problem", problem.text()).log("Configuration refused, the old one stays");
        }
        for (String key : outcome.needRestart()) {
            LOG.atWarn().addKeyValue("key", key).log("Changed key needs a restart of the agent");
        }
        current = outcome.config();
        if (!outcome.changed().isEmpty()) {
            LOG.atInfo().addKeyValue("keys", outcome.changed()).log("Configuration changed");
            listener.accept(current.config());
        }
        metrics.reloaded(outcome.succeeded(), clock.instant());
        return outcome;
    }

    private ReloadOutcome outcome() {
        try {
            return ReloadOutcome.of(current, reader.read());
        } catch (ConfigException e) {
            return new ReloadOutcome(current, List.of(), List.of(), e.problems());
        }
    }
}
