package io.streamgauge.agent;

import io.streamgauge.agent.config.AgentConfig;
import io.streamgauge.agent.history.HistorySettings;
import io.streamgauge.agent.log.LogSettings;
import io.streamgauge.agent.log.Logging;
import io.streamgauge.agent.output.alertmanager.AlertmanagerSettings;
import io.streamgauge.agent.output.prometheus.*;
import io.streamgauge.agent.output.web.WebSettings;
import io.streamgauge.agent.source.reporter.IngestSettings;
import java.nio.file.*;
import java.time.Duration;

public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        int port = 9610;
        Path dir = Path.of("history");
        LabelMode mode = LabelMode.STABLE;
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith("listen.port=")) port = Integer.parseInt(args[i].substring(12));
            if (args[i].startsWith("history.directory=")) dir = Path.of(args[i].substring(18));
            if (args[i].equals("--config")
                    && Files.readString(Path.of(args[i + 1])).contains("compatible")) mode = LabelMode.COMPATIBLE;
        }
        Logging.configure(LogSettings.defaults());
        AgentConfig c = new AgentConfig(
                Duration.ofSeconds(1),
                new WebSettings("127.0.0.1", port),
                IngestSettings.defaults(),
                null,
                new ExpositionSettings(mode, 16),
                HistorySettings.defaults(dir),
                io.streamgauge.agent.analysis.leak.LeakSettings.compressed(),
                AlertmanagerSettings.OFF,
                LogSettings.defaults());
        Wiring w = new Wiring(c, "dev");
        System.out.println(w.start());
        Runtime.getRuntime().addShutdownHook(new Thread(w::close));
        Thread.currentThread().join();
    }
}
