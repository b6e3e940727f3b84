package io.streamgauge.benchmarks.exposition;

import io.streamgauge.agent.output.prometheus.LabelMode;
import io.streamgauge.agent.output.prometheus.PageFormat;
import io.streamgauge.benchmarks.Cost;
import io.streamgauge.benchmarks.Table;
import io.streamgauge.testbed.process.Await;
import io.streamgauge.testbed.process.Ports;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * A scrape over HTTP: from the agent, which got the values over its WebSocket, and from Flink's reporter. CPU is that of
 * the server's threads. The pages are held to the same series and values first.
 */
public final class ScrapeBenchmark {

    private static final String CPU = "server CPU ms";
    private static final String GARBAGE = "garbage kB";
    private static final String WALL = "wall ms";
    private static final String BYTES = "body kB";
    private static final String TEXT_6 = "text, then zlib 6, nothing sent: Flink's labels";
    private static final String TEXT_1 = "text, then zlib 1, nothing sent: Flink's labels";
    private static final String STABLE_6 = "text, then zlib 6, nothing sent: stable labels";
    private static final String STABLE_1 = "text, then zlib 1, nothing sent: stable labels";
    private static final String AGENT = "Streamgauge agent, Flink's labels";
    private static final String AGENT_STABLE = "Streamgauge agent, stable labels";

    private final Size size;
    private final Table plain;
    private final Table gzip;

    private ScrapeBenchmark(Size size) {
        this.size = size;
        plain = new Table(size.title("HTTP scrape, plain"), CPU, GARBAGE, WALL, BYTES);
        gzip = new Table(size.title("HTTP scrape, gzip"), CPU, GARBAGE, WALL, BYTES);
    }

    public static void run(Size size, PrintStream out) throws Exception {
        ScrapeBenchmark benchmark = new ScrapeBenchmark(size);
        String agreement = benchmark.measure();
        benchmark.plain.print(out);
        benchmark.gzip.print(out);
        out.println();
        out.println(agreement);
    }

    private String measure() throws Exception {
        try (Ports ports = new Ports();
                LocalAgent agent = new LocalAgent(LabelMode.COMPATIBLE);
                LocalAgent stable = new LocalAgent(LabelMode.STABLE)) {
            int flinkPort = ports.lease();
            Map<String, MetricReporter> reporters = new LinkedHashMap<>();
            reporters.put("flink", Lane.flink(flinkPort).reporter());
            // One report when all is registered; the next one is not due before the end.
            reporters.put("ours", Lane.ours(agent.url(), "1 h").reporter());
            reporters.put("stable", Lane.ours(stable.url(), "1 h").reporter());
            try (TaskManagerModel model = new TaskManagerModel(size.histograms(), reporters)) {
                int ofTask = Recorder.metricsPerTask(size.histograms());
                int tasks = (size.metrics() + ofTask - 1) / ofTask;
                for (int task = 0; task < tasks; task++) {
                    model.addTask(task);
                }
                int expected = tasks * ofTask;
                Await.upTo(Duration.ofSeconds(60), "all metrics known")
                        .untilTrue(() -> agent.state().metrics() >= expected
                                && stable.state().metrics() >= expected);
                String agreement = agreement(
                        Http.get(flinkPort, "/metrics", false),
                        Http.get(agent.url().getPort(), "/metrics", false));
                for (int round = -size.warmUp(); round < size.rounds(); round++) {
                    boolean counts = round >= 0;
                    scrape(plain, Lane.FLINK, Lane.FLINK_THREADS, flinkPort, false, counts);
                    scrape(plain, AGENT, Lane.AGENT_THREADS, agent.url().getPort(), false, counts);
                    scrape(plain, AGENT_STABLE, Lane.AGENT_THREADS, stable.url().getPort(), false, counts);
                    zlib(agent, 6, TEXT_6, counts);
                    zlib(agent, 1, TEXT_1, counts);
                    zlib(stable, 6, STABLE_6, counts);
                    zlib(stable, 1, STABLE_1, counts);
                    scrape(gzip, Lane.FLINK, Lane.FLINK_THREADS, flinkPort, true, counts);
                    scrape(gzip, AGENT, Lane.AGENT_THREADS, agent.url().getPort(), true, counts);
                    scrape(gzip, AGENT_STABLE, Lane.AGENT_THREADS, stable.url().getPort(), true, counts);
                }
                return agreement;
            }
        }
    }

    private void scrape(
            Table table,
            String lane,
            java.util.function.Predicate<String> threads,
            int port,
            boolean compressed,
            boolean counts)
            throws Exception {
        byte[][] body = new byte[1][];
        Cost cost = Cost.ofThreads(threads, () -> body[0] = Http.get(port, "/metrics", compressed));
        if (counts) {
            table.add(lane, CPU, cost.cpuMillis());
            table.add(lane, GARBAGE, cost.allocatedKilobytes());
            table.add(lane, WALL, cost.wallMillis());
            table.add(lane, BYTES, body[0].length / 1e3);
        }
    }

    /** The reference of the gzip budget: our text, then the JDK's compressor, in one thread. */
    private void zlib(LocalAgent agent, int level, String lane, boolean counts) throws Exception {
        int[] length = new int[1];
        Cost cost = Cost.ofThisThread(() -> {
            byte[] text = agent.exposition().render(PageFormat.TEXT);
            Deflater deflater = new Deflater(level, true);
            deflater.setInput(text);
            deflater.finish();
            byte[] out = new byte[64 << 10];
            while (!deflater.finished()) {
                length[0] += deflater.deflate(out);
            }
            deflater.end();
        });
        if (counts) {
            gzip.add(lane, CPU, cost.cpuMillis());
            gzip.add(lane, GARBAGE, cost.allocatedKilobytes());
            gzip.add(lane, WALL, cost.wallMillis());
            gzip.add(lane, BYTES, length[0] / 1e3);
        }
    }

    /** Says how far two pages agree, and what the differences are. */
    static String agreement(byte[] flinkPage, byte[] agentPage) throws StrictText.TornPage {
        Map<String, Double> flink = StrictText.read(flinkPage);
        Map<String, Double> agent = StrictText.read(agentPage);
        TreeSet<String> onlyFlink = new TreeSet<>();
        TreeSet<String> onlyAgent = new TreeSet<>();
        TreeSet<String> otherValue = new TreeSet<>();
        int equal = 0;
        for (Map.Entry<String, Double> sample : flink.entrySet()) {
            Double value = agent.get(sample.getKey());
            if (value == null) {
                onlyFlink.add(family(sample.getKey()));
            } else if (value.equals(sample.getValue())) {
                equal++;
            } else {
                otherValue.add(family(sample.getKey()));
            }
        }
        agent.keySet().stream().filter(key -> !flink.containsKey(key)).forEach(key -> onlyAgent.add(family(key)));
        return String.format(
                java.util.Locale.ROOT,
                "Pages: %,d series of Flink's reporter, %,d of the agent, %,d with the same labels and value."
                        + " Only Flink's: %s. Only the agent's: %s. Another value: %s.",
                flink.size(),
                agent.size(),
                equal,
                onlyFlink.isEmpty() ? "none" : onlyFlink,
                onlyAgent.isEmpty() ? "none" : onlyAgent,
                otherValue.isEmpty() ? "none" : otherValue);
    }

    private static String family(String series) {
        int open = series.indexOf('{');
        return open < 0 ? series : series.substring(0, open);
    }

    /** Unpacked. */
    static byte[] unpacked(byte[] body) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }
}
