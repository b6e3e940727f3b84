package io.streamgauge.testbed.demo;

import io.streamgauge.testbed.ClusterSettings;
import io.streamgauge.testbed.FlinkVersion;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a cluster is told of the agent: what the README asks people to put into their own. */
public final class DemoCluster {

    private DemoCluster() {}

    /** One JobManager, two TaskManagers, our reporter as a plugin, checkpoints every five seconds. */
    public static ClusterSettings settings(FlinkVersion version, Path reporterJar, URI agent) {
        return ClusterSettings.of(version)
                .with("execution.checkpointing.interval", "5 s")
                .with("execution.checkpointing.num-retained", "3")
                .with("state.backend.rocksdb.metrics.column-family-as-variable", "true")
                .with(reporterConfiguration(version, agent))
                .withPlugin("streamgauge", List.of(reporterJar));
    }

    /** The keys that bring our reporter into a cluster, reporting every two seconds. */
    public static Map<String, String> reporterConfiguration(FlinkVersion version, URI agent) {
        Map<String, String> keys = new HashMap<>();
        keys.put("metrics.reporters", "streamgauge");
        keys.put("metrics.reporter.streamgauge.factory.class", "io.streamgauge.reporter.StreamgaugeReporterFactory");
        keys.put("metrics.reporter.streamgauge.agent", agent.toString());
        keys.put("metrics.reporter.streamgauge.interval", "2 s");
        keys.put("traces.reporters", "streamgauge");
        keys.put(
                "traces.reporter.streamgauge.factory.class", "io.streamgauge.reporter.StreamgaugeTraceReporterFactory");
        if (version != FlinkVersion.V1_20) {
            keys.put("events.reporters", "streamgauge");
            keys.put(
                    "events.reporter.streamgauge.factory.class",
                    "io.streamgauge.reporter.StreamgaugeEventReporterFactory");
        }
        return keys;
    }
}
