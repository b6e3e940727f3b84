package io.streamgauge.benchmarks.throughput;

import io.streamgauge.benchmarks.Table;
import io.streamgauge.testbed.ClusterSettings;
import io.streamgauge.testbed.FlinkCluster;
import io.streamgauge.testbed.FlinkVersion;
import io.streamgauge.testbed.JvmSettings;
import io.streamgauge.testbed.demo.AgentProcess;
import io.streamgauge.testbed.demo.Artifacts;
import io.streamgauge.testbed.demo.DemoCluster;
import io.streamgauge.testbed.process.Await;
import io.streamgauge.testbed.process.Ports;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The sample job as fast as it can, on a fresh real cluster for each run; the variants take turns, in another order each
 * round. CPU per record says more than records per second where other work shares the machine.
 */
public final class ThroughputBenchmark {

    private static final String RATE = "records per second";
    private static final String CPU = "TaskManager CPU us per record";
    private static final int PARALLELISM = 2;
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private final Artifacts artifacts = Artifacts.ofThisBuild();
    private final int seconds;
    private final Table table;

    private ThroughputBenchmark(int rounds, int seconds) {
        this.seconds = seconds;
        table = new Table(
                "Throughput of the sample job, Flink 2.3: " + rounds + " rounds of " + seconds + " s each", RATE, CPU);
    }

    public static void run(int rounds, int seconds, PrintStream out) throws Exception {
        ThroughputBenchmark benchmark = new ThroughputBenchmark(rounds, seconds);
        List<Variant> order = new ArrayList<>(List.of(Variant.values()));
        for (int round = 0; round < rounds; round++) {
            for (Variant variant : order) {
                benchmark.measure(variant);
            }
            Collections.rotate(order, 1);
        }
        benchmark.table.print(out);
    }

    private void measure(Variant variant) throws Exception {
        switch (variant) {
            case NONE -> onCluster(
                    variant, settings(URI.create("http://127.0.0.1:1")).with("metrics.reporters", ""));
            case ABSENT -> {
                try (Ports ports = new Ports()) {
                    onCluster(variant, settings(URI.create("http://127.0.0.1:" + ports.lease())));
                }
            }
            case DEAF -> {
                try (DeafAgent agent = new DeafAgent()) {
                    onCluster(variant, settings(agent.url()));
                }
            }
            case AGENT -> {
                AgentProcess.Reservation reservation = AgentProcess.reserve();
                try (AgentProcess agent = reservation.start(artifacts.agentJar(), "tick: 2s\n")) {
                    onCluster(variant, settings(agent.url()));
                }
            }
        }
    }

    /** One TaskManager as large as the machine, with the compiler that production has. */
    private ClusterSettings settings(URI agent) {
        return DemoCluster.settings(FlinkVersion.V2_3, artifacts.reporterJar(), agent)
                .withTaskManagers(1)
                .withSlotsPerTaskManager(PARALLELISM)
                .withJvm(JvmSettings.defaults().withQuickStart(false));
    }

    private void onCluster(Variant variant, ClusterSettings settings) throws Exception {
        try (FlinkCluster cluster = FlinkCluster.start(settings)) {
            String job = cluster.submit(
                    artifacts.sampleJobJar(),
                    "io.streamgauge.samplejob.SupportDesk",
                    List.of("--throttle", "off", "--partitions", Integer.toString(PARALLELISM)),
                    PARALLELISM);
            cluster.awaitRunning(job);
            TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
            Window start = next(cluster, job, 0);
            TimeUnit.SECONDS.sleep(seconds);
            Window end = next(cluster, job, start.records());
            double records = end.records() - start.records();
            table.add(variant.title(), RATE, records / start.seconds(end));
            table.add(variant.title(), CPU, (end.cpuSeconds() - start.cpuSeconds()) * 1e6 / records);
        }
    }

    /** Right after Flink's REST interface got newer numbers, so that a window is as long as its records tell. */
    private static Window next(FlinkCluster cluster, String job, long moreThan) {
        long known = Math.max(moreThan, Window.read(cluster, job).records());
        return Await.upTo(Duration.ofSeconds(30), "newer record counts")
                .until(() -> Window.read(cluster, job), seen -> seen.records() > known);
    }
}
