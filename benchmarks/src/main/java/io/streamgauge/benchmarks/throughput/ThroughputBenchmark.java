package io.streamgauge.benchmarks.throughput;

import io.streamgauge.testbed.demo.Artifacts;
import io.streamgauge.testbed.process.Directories;
import io.streamgauge.testbed.process.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What reporter and agent take from the sample job's throughput, such that noise cancels. Two clusters run the same
 * unthrottled job at the same time, each with all its processes on a core of its own. In each window one of them has the reporter
 * switched on and its agent awake, in the next the other, so each JVM is compared with itself and each moment with itself.
 */
public final class ThroughputBenchmark {

    /** Connecting and telling the agent of all metrics is over by then: it is not what is asked here. */
    private static final int SETTLE_SECONDS = 2;

    /** Which cluster is treated in the windows of a block: two pairs, in such an order that a steady drift cancels. */
    private static final int[] ORDER = {0, 1, 1, 0};

    private final Plan plan;
    private final PrintStream progress;
    private final Map<Comparison, Row> rows = new EnumMap<>(Comparison.class);
    private final Map<Comparison, @Nullable URI> addresses = new EnumMap<>(Comparison.class);

    /**
     * How long it takes.
     *
     * @param pairs fresh pairs of clusters
     * @param rounds of four comparisons on each pair; then the clusters change cores
     * @param windowSeconds length of one of the four windows of a comparison
     * @param warmUpSeconds of each pair, half of it switched on
     */
    public record Plan(int pairs, int rounds, int windowSeconds, int warmUpSeconds) {}

    private ThroughputBenchmark(Plan plan, PrintStream progress) {
        this.plan = plan;
        this.progress = progress;
    }

    public static void run(Plan plan, PrintStream out) throws Exception {
        List<Integer> cores = Processor.allowed();
        if (cores.size() < 2) {
            throw new IllegalArgumentException("expected two cores to run on, found " + cores);
        }
        Path directory = Files.createTempDirectory("streamgauge-switched-");
        ThroughputBenchmark benchmark = new ThroughputBenchmark(plan, System.err);
        try (DeafAgent deaf = new DeafAgent();
                Ports ports = new Ports()) {
            benchmark.addresses.put(Comparison.DEAF, deaf.url());
            benchmark.addresses.put(Comparison.ABSENT, URI.create("http://127.0.0.1:" + ports.lease()));
            Path plugin = PluginJar.write(directory);
            for (int pair = 0; pair < plan.pairs(); pair++) {
                benchmark.pair(pair, plugin, cores);
            }
        } finally {
            Directories.delete(directory);
        }
        benchmark.print(out);
    }

    private void pair(int number, Path plugin, List<Integer> cores) throws Exception {
        Artifacts artifacts = Artifacts.ofThisBuild();
        try (SwitchedCluster first = new SwitchedCluster(artifacts, plugin);
                SwitchedCluster second = new SwitchedCluster(artifacts, plugin)) {
            List<SwitchedCluster> clusters = List.of(first, second);
            for (SwitchedCluster cluster : clusters) {
                cluster.submit(artifacts.sampleJobJar());
            }
            warmUp(clusters, cores);
            for (int round = 0; round < plan.rounds(); round++) {
                first.pin(cores.get(round % 2));
                second.pin(cores.get((round + 1) % 2));
                for (Comparison comparison : order(number * plan.rounds() + round)) {
                    progress.printf(
                            "pair %d of %d, round %d of %d: %s%n",
                            number + 1, plan.pairs(), round + 1, plan.rounds(), comparison.title());
                    block(comparison, clusters);
                }
                // So that a run that is broken off was not for nothing.
                print(progress);
            }
        }
    }

    /** What the budget is about twice, and the two that a missing agent must not differ in by turns. */
    private static List<Comparison> order(int round) {
        return List.of(
                Comparison.AGENT,
                Comparison.NOTHING,
                Comparison.AGENT,
                round % 2 == 0 ? Comparison.ABSENT : Comparison.DEAF);
    }

    /** Both alike, so that the compiler has seen both with the reporter on. */
    private void warmUp(List<SwitchedCluster> clusters, List<Integer> cores) throws IOException, InterruptedException {
        for (int i = 0; i < clusters.size(); i++) {
            clusters.get(i).pin(cores.get(i));
            clusters.get(i).on(null);
        }
        TimeUnit.SECONDS.sleep((plan.warmUpSeconds() + 1) / 2);
        clusters.forEach(SwitchedCluster::off);
        TimeUnit.SECONDS.sleep(plan.warmUpSeconds() / 2);
    }

    private void block(Comparison comparison, List<SwitchedCluster> clusters) throws InterruptedException {
        for (int i = 0; i < ORDER.length; i += 2) {
            Row.Window first = window(comparison, clusters.get(ORDER[i]), clusters.get(1 - ORDER[i]));
            Row.Window second = window(comparison, clusters.get(ORDER[i + 1]), clusters.get(1 - ORDER[i + 1]));
            rows.computeIfAbsent(comparison, missing -> new Row(missing.title()))
                    .add(first, second);
        }
    }

    private Row.Window window(Comparison comparison, SwitchedCluster treated, SwitchedCluster other)
            throws InterruptedException {
        if (comparison != Comparison.NOTHING) {
            treated.on(addresses.get(comparison));
        }
        TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        Reading treatedStart = treated.read();
        Reading otherStart = other.read();
        TimeUnit.SECONDS.sleep(plan.windowSeconds());
        Row.Window window = new Row.Window(treatedStart.until(treated.read()), otherStart.until(other.read()));
        treated.off();
        return window;
    }

    private void print(PrintStream out) {
        out.printf(
                "%n**Throughput of the sample job, Flink 2.3, one core a cluster; pairs of clusters: %d, rounds on each: %d,"
                        + " windows of %d s; with over without: median [95 %% interval]**%n%n",
                plan.pairs(), plan.rounds(), plan.windowSeconds());
        out.println(Row.HEAD);
        rows.values().forEach(out::println);
        out.flush();
    }
}
