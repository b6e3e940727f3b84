package io.streamgauge.reporter.link;

import io.streamgauge.reporter.StreamgaugeReporterFactory;
import io.streamgauge.reporter.fixture.Await;
import io.streamgauge.reporter.fixture.FakeAgent;
import io.streamgauge.reporter.index.MetricIndex;
import io.streamgauge.reporter.problem.Problems;
import io.streamgauge.reporter.sampling.Sampling;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.runtime.metrics.MetricRegistryConfiguration;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.ReporterSetup;
import org.apache.flink.runtime.metrics.ReporterSetupBuilder;
import org.apache.flink.runtime.metrics.filter.DefaultReporterFilters;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.FrontMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.groups.ReporterScopedSettings;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;

/**
 * A first look at what the reporter costs beside Flink's PrometheusReporter, with metrics in Flink's own groups. Not a
 * test: {@code QuickMeasure (ours|prometheus) METRICS [histograms]}, one JVM each.
 */
final class QuickMeasure {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 20;

    /** One call to a reporter. */
    private record Registration(Metric metric, String name, AbstractMetricGroup<?> group) {}

    private final List<Registration> registrations = new ArrayList<>();
    private final List<DescriptiveStatisticsHistogram> histograms = new ArrayList<>();
    private final AtomicLong moving = new AtomicLong();

    private QuickMeasure() {}

    public static void main(String[] arguments) throws Exception {
        QuickMeasure measure = new QuickMeasure();
        measure.build(Integer.parseInt(arguments[1]), arguments.length > 2);
        measure.run(arguments[0].equals("ours"));
        System.exit(0);
    }

    /** Tasks as a RocksDB job has them: a third of the metrics of the task and operator, the rest of column families. */
    private void build(int metrics, boolean withHistograms) {
        Capture capture = new Capture();
        ReporterSetup setup = ReporterSetupBuilder.METRIC_SETUP_BUILDER.forReporter("capture", capture);
        MetricRegistryImpl registry = new MetricRegistryImpl(
                MetricRegistryConfiguration.fromConfiguration(new Configuration(), 1 << 20), List.of(setup));
        TaskManagerMetricGroup manager =
                TaskManagerMetricGroup.createTaskManagerMetricGroup(registry, "127.0.0.1", new ResourceID("tm-1"));
        JobID job = new JobID();
        for (int task = 0; registrations.size() < metrics; task++) {
            TaskMetricGroup group =
                    manager.addJob(job, "orders").addTask(ExecutionAttemptID.randomId(), "keyed process " + task);
            InternalOperatorMetricGroup operator = group.getOrAddOperator("count per key");
            for (int i = 0; i < 30; i++) {
                operator.gauge("own" + i, gauge(i));
            }
            for (String state : List.of("conversations", "messages", "ratings")) {
                MetricGroup family = operator.addGroup("column_family", state);
                for (int i = 0; i < 33; i++) {
                    family.gauge("rocksdb.property-" + i, gauge(i));
                }
            }
            for (int i = 0; withHistograms && i < 6; i++) {
                DescriptiveStatisticsHistogram histogram = new DescriptiveStatisticsHistogram(128);
                for (int v = 0; v < 128; v++) {
                    histogram.update(v * 31L % 97);
                }
                operator.histogram("latency" + i, histogram);
                histograms.add(histogram);
            }
        }
        while (registrations.size() > metrics) {
            registrations.remove(registrations.size() - 1);
        }
    }

    /** Every other one moves. */
    private Gauge<?> gauge(int number) {
        return number % 2 == 0 ? (Gauge<Long>) moving::get : (Gauge<Double>) () -> number + 0.5;
    }

    private final class Capture implements MetricReporter {
        @Override
        public void open(MetricConfig config) {}

        @Override
        public void close() {}

        @Override
        public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
            AbstractMetricGroup<?> inner =
                    (AbstractMetricGroup<?>) ((FrontMetricGroup<?>) group).getWrappedMetricGroup();
            registrations.add(new Registration(metric, name, inner));
        }

        @Override
        public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
    }

    private void run(boolean ours) throws Exception {
        FakeAgent agent = new FakeAgent(FakeAgent.Manner.FRIENDLY);
        MetricConfig config = new MetricConfig();
        config.setProperty("agent", agent.address());
        config.setProperty("interval", "250 ms");
        int port = freePort();
        config.setProperty("port", String.valueOf(port));
        MetricReporter reporter = ours
                ? new StreamgaugeReporterFactory().createMetricReporter(config)
                : new PrometheusReporterFactory().createMetricReporter(config);
        reporter.open(config);
        for (int round = 0; round < 3; round++) {
            System.out.printf("add %d ns, %d bytes each in the caller%n", each(reporter, true)[0], allocatedEach);
            if (ours) {
                Await.until("taken in", () -> known(agent) >= registrations.size());
            }
            System.out.printf("remove %d ns each in the caller%n", each(reporter, false)[0]);
            if (ours) {
                Await.until("forgotten", () -> known(agent) < 100);
            }
        }
        long heapBefore = heapAfterGc();
        each(reporter, true);
        if (ours) {
            Await.until("taken in", () -> known(agent) >= registrations.size());
        }
        System.out.printf("heap registered: %d bytes each%n", (heapAfterGc() - heapBefore) / registrations.size());
        if (ours) {
            liveReports(agent);
            agent.close();
            collectOurs();
        } else {
            collectPrometheus(port);
        }
        System.out.printf(
                "heap after collecting: %d bytes each%n", (heapAfterGc() - heapBefore) / registrations.size());
        reporter.close();
    }

    private long allocatedEach;

    private static int freePort() throws IOException {
        try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static int known(FakeAgent agent) {
        return agent.processes.isEmpty() ? 0 : agent.last().metricCount();
    }

    private long[] each(MetricReporter reporter, boolean add) {
        ReporterScopedSettings<Metric> settings = new ReporterScopedSettings<>(
                0,
                '.',
                DefaultReporterFilters.metricsFromConfiguration(new Configuration()),
                java.util.Set.of(),
                Map.of());
        List<MetricGroup> fronts = new ArrayList<>();
        registrations.forEach(one -> fronts.add(new FrontMetricGroup<>(settings, one.group())));
        long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < registrations.size(); i++) {
            Registration one = registrations.get(i);
            if (add) {
                reporter.notifyOfAddedMetric(one.metric(), one.name(), fronts.get(i));
            } else {
                reporter.notifyOfRemovedMetric(one.metric(), one.name(), fronts.get(i));
            }
        }
        cpu = THREADS.getCurrentThreadCpuTime() - cpu;
        bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes;
        allocatedEach = bytes / registrations.size();
        return new long[] {cpu / registrations.size()};
    }

    /** All threads of the reporter and of its HTTP client, over a real connection. */
    private void liveReports(FakeAgent agent) {
        for (int round = 0; round < 8; round++) {
            int reports = agent.last().reports();
            Map<Long, long[]> before = costs();
            before.keySet().removeIf(id -> {
                java.lang.management.ThreadInfo info = THREADS.getThreadInfo(id);
                return info == null || !info.getThreadName().matches("(streamgauge|HttpClient).*");
            });
            Await.until("reports", () -> {
                moving.incrementAndGet();
                return agent.last().reports() >= reports + 10;
            });
            print("10 reports with sending", before);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    /** The stages of a report on this thread, but for the socket. */
    private void collectOurs() throws InterruptedException {
        long heapBefore = heapAfterGc();
        MetricIndex index = new MetricIndex(1_000_000);
        Problems problems = new Problems();
        ReporterScopedSettings<Metric> settings = new ReporterScopedSettings<>(
                0,
                '.',
                DefaultReporterFilters.metricsFromConfiguration(new Configuration()),
                java.util.Set.of(),
                Map.of());
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (Registration one : registrations) {
            index.add(one.metric(), one.name(), new FrontMetricGroup<>(settings, one.group()));
        }
        index.compact();
        System.out.printf("index %d ns each%n", (THREADS.getCurrentThreadCpuTime() - cpu) / registrations.size());
        System.out.printf("index heap %d bytes each%n", (heapAfterGc() - heapBefore) / registrations.size());
        Reports reports = new Reports(
                index, new Sampling(QuickMeasure::daemon, java.time.Duration.ofSeconds(5), problems)::read, problems);
        for (int round = 0; round < ROUNDS * 20; round++) {
            moving.incrementAndGet();
            histograms.forEach(histogram -> histogram.update(5));
            Map<Long, long[]> before = costs();
            reports.read(1_000_000L);
            if (round % ROUNDS == ROUNDS - 1) {
                print("report", before);
            }
        }
    }

    private void collectPrometheus(int port) throws Exception {
        for (int round = 0; round < ROUNDS * 2; round++) {
            moving.incrementAndGet();
            Map<Long, long[]> before = costs();
            try (InputStream answer =
                    URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
                byte[] buffer = new byte[1 << 16];
                while (answer.read(buffer) >= 0) {
                    // Only the server counts.
                }
            }
            if (round % 4 == 3) {
                before.remove(Thread.currentThread().getId());
                print("scrape", before);
            }
        }
    }

    /** CPU and allocation of each thread. */
    private static Map<Long, long[]> costs() {
        Map<Long, long[]> costs = new HashMap<>();
        for (long id : THREADS.getAllThreadIds()) {
            costs.put(id, new long[] {THREADS.getThreadCpuTime(id), THREADS.getThreadAllocatedBytes(id)});
        }
        return costs;
    }

    private static void print(String what, Map<Long, long[]> before) {
        long cpu = 0;
        long bytes = 0;
        Map<Long, long[]> after = costs();
        for (Map.Entry<Long, long[]> thread : before.entrySet()) {
            long[] now = after.getOrDefault(thread.getKey(), thread.getValue());
            cpu += now[0] - thread.getValue()[0];
            bytes += now[1] - thread.getValue()[1];
        }
        System.out.printf("%s: %.3f ms CPU, %.1f KB garbage%n", what, cpu / 1e6, bytes / 1e3);
    }

    private static long heapAfterGc() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
