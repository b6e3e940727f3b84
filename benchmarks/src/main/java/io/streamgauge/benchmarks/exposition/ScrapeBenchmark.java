package io.streamgauge.benchmarks.exposition;

import io.streamgauge.agent.output.prometheus.series.LabelMode;
import io.streamgauge.agent.output.prometheus.text.PageFormat;
import io.streamgauge.benchmarks.Cost;
import io.streamgauge.benchmarks.Table;
import io.streamgauge.testbed.process.Await;
import io.streamgauge.testbed.process.Ports;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * A scrape over HTTP: from the agent, which got the values over its WebSocket, and from Flink's reporter. CPU is that of
 * the server's threads. The pages are held to the same series and values first. Compression is compared in memory as well,
 * on one thread, where the sending is on neither side.
 */
public final class ScrapeBenchmark {

    private static final String CPU = "CPU ms";
    private static final String GARBAGE = "garbage kB";
    private static final String WALL = "wall ms";
    private static final String BYTES = "body kB";
    private static final String ZLIB_6 = "text, then zlib 6, in memory";
    private static final String ZLIB_1 = "text, then zlib 1, in memory";
    private static final String AGENT = "Streamgauge agent, Flink's labels";
    private static final String AGENT_STABLE = "Streamgauge agent, stable labels";
    private static final String IN_MEMORY = "Streamgauge agent, in memory";
    private static final String THROUGH_HTTP = "Streamgauge agent, HTTP";
    private static final String FLINK_THROUGH_HTTP = Lane.FLINK + ", HTTP";

    private final Size size;
    private final Table plain;
    private final Table gzip;
    private final Table gzipStable;

    private ScrapeBenchmark(Size size) {
        this.size = size;
        plain = new Table(size.title("HTTP scrape, plain"), CPU, GARBAGE, WALL, BYTES);
        gzip = gzipTable("Flink's labels");
        gzipStable = gzipTable("stable labels");
    }

    private Table gzipTable(String labels) {
        return new Table(size.title("Gzip scrape, " + labels), CPU, GARBAGE, WALL, BYTES);
    }

    public static void run(Size size, PrintStream out) throws Exception {
        ScrapeBenchmark benchmark = new ScrapeBenchmark(size);
        String agreement = benchmark.measure();
        benchmark.plain.print(out);
        printWithSize(benchmark.gzip, out);
        printWithSize(benchmark.gzipStable, out);
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
                requireSamePage(agent);
                requireSamePage(stable);
                for (int round = -size.warmUp(); round < size.rounds(); round++) {
                    boolean counts = round >= 0;
                    scrape(plain, Lane.FLINK, Lane.FLINK_THREADS, flinkPort, false, counts);
                    scrape(plain, AGENT, Lane.AGENT_THREADS, agent.url().getPort(), false, counts);
                    scrape(plain, AGENT_STABLE, Lane.AGENT_THREADS, stable.url().getPort(), false, counts);
                    compress(gzip, agent, counts);
                    compress(gzipStable, stable, counts);
                    scrape(gzip, THROUGH_HTTP, Lane.AGENT_THREADS, agent.url().getPort(), true, counts);
                    scrape(gzip, FLINK_THROUGH_HTTP, Lane.FLINK_THREADS, flinkPort, true, counts);
                    scrape(
                            gzipStable,
                            THROUGH_HTTP,
                            Lane.AGENT_THREADS,
                            stable.url().getPort(),
                            true,
                            counts);
                }
                return agreement;
            }
        }
    }

    private void scrape(
            Table table, String lane, Predicate<String> threads, int port, boolean compressed, boolean counts)
            throws Exception {
        byte[][] body = new byte[1][];
        Cost cost = Cost.ofThreads(threads, () -> body[0] = Http.get(port, "/metrics", compressed));
        add(table, lane, cost, body[0].length, counts);
    }

    /** Both sides of the gzip budget: a page made and compressed in one thread, and sent nowhere. */
    private static void compress(Table table, LocalAgent agent, boolean counts) throws Exception {
        zlib(table, agent, 6, ZLIB_6, counts);
        zlib(table, agent, 1, ZLIB_1, counts);
        Counted page = new Counted();
        Cost cost = Cost.ofThisThread(() -> agent.exposition().writeTo(page, PageFormat.TEXT, true));
        add(table, IN_MEMORY, cost, page.bytes, counts);
    }

    /** The reference: our text, then the JDK's compressor. Without gzip's checksum, which ours has. */
    private static void zlib(Table table, LocalAgent agent, int level, String lane, boolean counts) throws Exception {
        Counted page = new Counted();
        Cost cost = Cost.ofThisThread(() -> {
            Deflater deflater = new Deflater(level, true);
            try (DeflaterOutputStream out = new DeflaterOutputStream(page, deflater, 64 << 10)) {
                agent.exposition().writeTo(out, PageFormat.TEXT, false);
            }
            deflater.end();
        });
        add(table, lane, cost, page.bytes, counts);
    }

    private static void add(Table table, String lane, Cost cost, long bytes, boolean counts) {
        if (counts) {
            table.add(lane, CPU, cost.cpuMillis());
            table.add(lane, GARBAGE, cost.allocatedKilobytes());
            table.add(lane, WALL, cost.wallMillis());
            table.add(lane, BYTES, bytes / 1e3);
        }
    }

    private static void requireSamePage(LocalAgent agent) throws IOException {
        byte[] page = Http.get(agent.url().getPort(), "/metrics", false);
        byte[] unpacked = unpacked(Http.get(agent.url().getPort(), "/metrics", true));
        if (!Arrays.equals(page, unpacked)) {
            throw new IllegalStateException("gzip page: expected to unpack to the plain one, found another at byte "
                    + Arrays.mismatch(page, unpacked));
        }
    }

    private static void printWithSize(Table table, PrintStream out) {
        table.print(out);
        out.printf(
                Locale.ROOT,
                "%nIn memory the agent takes 1/%.2f of the CPU of text and zlib 6, at %.2f times the size of zlib 1.%n",
                1 / table.ratio(IN_MEMORY, CPU),
                table.median(IN_MEMORY, BYTES) / table.median(ZLIB_1, BYTES));
    }

    /** Where a page goes that nobody wants. */
    private static final class Counted extends OutputStream {
        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int count) {
            bytes += count;
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
                Locale.ROOT,
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
