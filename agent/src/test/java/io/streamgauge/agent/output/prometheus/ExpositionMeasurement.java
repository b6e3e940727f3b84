package io.streamgauge.agent.output.prometheus;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.output.prometheus.series.LabelMode;
import io.streamgauge.agent.output.prometheus.series.PlanBuilder;
import io.streamgauge.agent.output.prometheus.text.Page;
import io.streamgauge.agent.output.prometheus.text.PageFormat;
import io.streamgauge.agent.output.prometheus.text.PrerenderedFamilies;
import io.streamgauge.agent.source.reporter.IngestServer;
import io.streamgauge.agent.source.reporter.IngestSettings;
import io.streamgauge.agent.source.reporter.ReporterSource;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/**
 * What a scrape costs: CPU and garbage of the scraping thread, medians of many, against zlib over the same text in the
 * same run. Arguments: tasks, whether with histograms.
 */
final class ExpositionMeasurement {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int ROUNDS = 15;
    private static final int WARM_UP = 20;

    private final ModelProcess process;
    private final PrintStream out;
    private List<ProcessSnapshot> current;

    private ExpositionMeasurement(ModelProcess process, PrintStream out) {
        this.process = process;
        this.out = out;
        current = List.of(process.move());
    }

    public static void main(String[] arguments) throws Exception {
        int tasks = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 61;
        boolean histograms = arguments.length > 1 && Boolean.parseBoolean(arguments[1]);
        ModelProcess process = new ModelProcess("p", tasks, histograms);
        for (LabelMode mode : LabelMode.values()) {
            new ExpositionMeasurement(process, System.out).run(mode);
        }
    }

    private Exposition exposition(LabelMode mode) {
        return new Exposition(
                new ExpositionSettings(mode, 4),
                () -> current,
                () -> PrerenderedFamilies.NONE,
                MeterPage.NONE,
                () -> 0);
    }

    private void run(LabelMode mode) throws Exception {
        Exposition exposition = exposition(mode);
        byte[] text = exposition.render(PageFormat.TEXT);
        int scrapes = Math.max(3, 30_000_000 / text.length);
        out.printf("%n%s: %,d slots, %,d bytes%n", mode, current.get(0).layout().slots(), text.length);
        byte[] packed = new byte[text.length + 1024];
        int[] sizes = new int[4];
        report("plan", scrapes, () -> PlanBuilder.plan(mode, current, null));
        report("text", scrapes, () -> exposition.page(PageFormat.TEXT, false).release());
        report("text + gzip as served", scrapes, () -> {
            Page page = exposition.page(PageFormat.TEXT, true);
            sizes[0] = (int) page.bytes();
            page.release();
        });
        report("text + zlib 1", scrapes, () -> {
            exposition.page(PageFormat.TEXT, false).release();
            sizes[1] = deflate(text, packed, 1);
        });
        report("text + zlib 6", scrapes, () -> {
            exposition.page(PageFormat.TEXT, false).release();
            sizes[2] = deflate(text, packed, 6);
        });
        out.printf("sizes: served %,d, zlib 1 %,d, zlib 6 %,d%n", sizes[0], sizes[1], sizes[2]);
        http(exposition, scrapes);
    }

    private interface Work {
        void run() throws Exception;
    }

    private void report(String what, int scrapes, Work work) throws Exception {
        double[] millis = new double[ROUNDS];
        double[] bytes = new double[ROUNDS];
        long thread = Thread.currentThread().getId();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            current = List.of(process.move());
            long garbage = THREADS.getThreadAllocatedBytes(thread);
            long start = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < scrapes; i++) {
                work.run();
            }
            if (round >= 0) {
                millis[round] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6 / scrapes;
                bytes[round] = (THREADS.getThreadAllocatedBytes(thread) - garbage) / 1024.0 / scrapes;
            }
        }
        Arrays.sort(millis);
        Arrays.sort(bytes);
        out.printf(
                "%-24s cpu %.3f ms [%.3f..%.3f]  garbage %,.1f KiB%n",
                what, millis[ROUNDS / 2], millis[0], millis[ROUNDS - 1], bytes[ROUNDS / 2]);
    }

    private static int deflate(byte[] text, byte[] to, int level) {
        Deflater deflater = new Deflater(level, true);
        deflater.setInput(text);
        deflater.finish();
        int size = deflater.deflate(to);
        deflater.end();
        return size;
    }

    /** CPU of the whole process but for the client's thread, which only reads bytes away. */
    private void http(Exposition exposition, int scrapes) throws Exception {
        ReporterSource source = new ReporterSource(IngestSettings.defaults(), new ManualClock(), () -> 0);
        try (IngestServer server = new IngestServer(
                source, (vertx, router) -> router.get("/metrics").handler(new MetricsHandler(vertx, exposition)))) {
            for (String encoding : new String[] {"identity", "gzip"}) {
                double[] millis = new double[ROUNDS];
                for (int round = -WARM_UP; round < ROUNDS; round++) {
                    long all = SYSTEM.getProcessCpuTime();
                    long mine = THREADS.getCurrentThreadCpuTime();
                    for (int i = 0; i < scrapes; i++) {
                        scrape(server.port(), encoding);
                    }
                    if (round >= 0) {
                        long client = THREADS.getCurrentThreadCpuTime() - mine;
                        millis[round] = (SYSTEM.getProcessCpuTime() - all - client) / 1e6 / scrapes;
                    }
                }
                Arrays.sort(millis);
                out.printf(
                        "http %-19s cpu %.3f ms [%.3f..%.3f]%n",
                        encoding, millis[ROUNDS / 2], millis[0], millis[ROUNDS - 1]);
            }
        }
    }

    private static void scrape(int port, String encoding) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept-Encoding: " + encoding
                    + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] sink = new byte[256 << 10];
            long total = 0;
            for (int n = in.read(sink); n >= 0; n = in.read(sink)) {
                total += n;
            }
            if (total < 1000) {
                throw new IllegalStateException("answer of " + total + " bytes");
            }
        }
    }
}
