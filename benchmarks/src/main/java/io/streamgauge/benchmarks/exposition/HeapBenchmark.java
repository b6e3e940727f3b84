package io.streamgauge.benchmarks.exposition;

import io.streamgauge.benchmarks.Table;
import io.streamgauge.benchmarks.exposition.Recorder.Recording;
import io.streamgauge.testbed.process.Ports;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/**
 * What stays in Flink's JVM: used heap after collections, and direct buffers, over those before the reporter came. What
 * Flink itself keeps of a metric is in neither.
 */
public final class HeapBenchmark {

    private static final int COLLECTIONS = 7;
    private static final String REGISTERED = "registered, bytes per metric";
    private static final String COLLECTED = "after seven scrapes or reports, bytes per metric";

    /** One collection after which the reporter has all the buffers that it ever has. */
    private interface Collecting {
        void collect(Lane lane) throws Exception;
    }

    private final Size size;
    private final Table table;

    private HeapBenchmark(Size size) {
        this.size = size;
        table = new Table(size.title("Retained memory"), REGISTERED, COLLECTED);
    }

    public static void run(Size size, PrintStream out) throws Exception {
        HeapBenchmark benchmark = new HeapBenchmark(size);
        try (RemoteAgent agent = new RemoteAgent();
                Ports ports = new Ports()) {
            int port = ports.lease();
            // The first round loads classes.
            for (int round = -1; round < size.rounds(); round++) {
                boolean counts = round >= 0;
                benchmark.measure(() -> Lane.flink(port), lane -> Http.get(port, "/metrics", false), counts);
                benchmark.measure(() -> Lane.ours(agent.url(), "1 s"), lane -> report(agent), counts);
                agent.await("reporter gone", state -> state.metrics() == 0);
                benchmark.measure(Lane::micrometer, HeapBenchmark::inProcess, counts);
                benchmark.measure(Lane::client, HeapBenchmark::inProcess, counts);
            }
        }
        benchmark.table.print(out);
    }

    private static void report(RemoteAgent agent) {
        long before = agent.state().reports();
        agent.await("a report", state -> state.reports() > before);
    }

    private static void inProcess(Lane lane) throws Exception {
        if (lane.reporter() instanceof InProcessScrape scrape) {
            scrape.scrape(OutputStream.nullOutputStream());
        }
    }

    private void measure(Supplier<Lane> opening, Collecting collecting, boolean counts) throws Exception {
        try (Recording recording = Recorder.record(size.metrics(), size.histograms())) {
            int metrics = recording.registrations().size();
            long before = usedBytes();
            try (Lane lane = opening.get()) {
                recording.addTo(lane.reporter());
                // The reporter takes them in on its own thread.
                if (lane.name().equals(Lane.OURS)) {
                    collecting.collect(lane);
                }
                double registered = usedBytes() - before;
                for (int i = 0; i < COLLECTIONS; i++) {
                    recording.model().move(1);
                    collecting.collect(lane);
                }
                double collected = usedBytes() - before;
                if (counts) {
                    table.add(lane.name(), REGISTERED, registered / metrics);
                    table.add(lane.name(), COLLECTED, collected / metrics);
                }
            }
        }
    }

    private static long usedBytes() throws InterruptedException {
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            // Cleaners and reference queues have threads of their own.
            Thread.sleep(50);
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least + direct;
    }
}
