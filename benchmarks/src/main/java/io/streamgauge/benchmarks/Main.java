package io.streamgauge.benchmarks;

import io.streamgauge.benchmarks.exposition.ChurnBenchmark;
import io.streamgauge.benchmarks.exposition.CollectBenchmark;
import io.streamgauge.benchmarks.exposition.HeapBenchmark;
import io.streamgauge.benchmarks.exposition.RegistrationBenchmark;
import io.streamgauge.benchmarks.exposition.ScrapeBenchmark;
import io.streamgauge.benchmarks.exposition.Size;
import io.streamgauge.benchmarks.exposition.StormBenchmark;
import io.streamgauge.benchmarks.tablescan.TableScanBenchmark;
import io.streamgauge.benchmarks.throughput.ThroughputBenchmark;
import java.io.PrintStream;
import java.util.List;

/** One benchmark at one size in this JVM; dev/bench starts it once per size. */
public final class Main {

    private static final String USAGE =
            """
            usage: registration|collect|heap|scrape METRICS HISTOGRAMS ROUNDS
                   churn METRICS HISTOGRAMS SCRAPES OF-FLINK
                   storm TASKS ROUNDS
                   throughput PAIRS ROUNDS WINDOW-SECONDS WARM-UP-SECONDS
                   tablescan FILES MEGABYTES ROUNDS""";

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        try {
            run(List.of(arguments), System.out);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            System.err.println("benchmark " + String.join(" ", arguments) + ": " + e.getMessage() + "\n" + USAGE);
            System.exit(2);
        }
        // Servers of what was measured may keep threads.
        System.exit(0);
    }

    static void run(List<String> arguments, PrintStream out) throws Exception {
        List<String> sizes = arguments.subList(1, arguments.size());
        switch (arguments.get(0)) {
            case "registration" -> RegistrationBenchmark.run(size(sizes), out);
            case "collect" -> CollectBenchmark.run(size(sizes), out);
            case "heap" -> HeapBenchmark.run(size(sizes), out);
            case "scrape" -> ScrapeBenchmark.run(size(sizes), out);
            case "churn" -> ChurnBenchmark.run(size(sizes), number(sizes, 2), number(sizes, 3), out);
            case "storm" -> StormBenchmark.run(number(sizes, 0), number(sizes, 1), out);
            case "throughput" -> ThroughputBenchmark.run(plan(sizes), out);
            case "tablescan" -> TableScanBenchmark.run(number(sizes, 0), number(sizes, 1), number(sizes, 2), out);
            default -> throw new IllegalArgumentException("expected a benchmark's name, found " + arguments.get(0));
        }
    }

    private static ThroughputBenchmark.Plan plan(List<String> arguments) {
        return new ThroughputBenchmark.Plan(
                number(arguments, 0), number(arguments, 1), number(arguments, 2), number(arguments, 3));
    }

    private static Size size(List<String> arguments) {
        return new Size(number(arguments, 0), Boolean.parseBoolean(arguments.get(1)), number(arguments, 2));
    }

    private static int number(List<String> arguments, int index) {
        return Integer.parseInt(arguments.get(index));
    }
}
