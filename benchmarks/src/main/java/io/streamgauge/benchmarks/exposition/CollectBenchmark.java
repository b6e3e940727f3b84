package io.streamgauge.benchmarks.exposition;

import io.streamgauge.benchmarks.Cost;
import io.streamgauge.benchmarks.Table;
import io.streamgauge.testbed.process.Ports;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.jspecify.annotations.Nullable;

/**
 * What reading everything once costs Flink's JVM: a scrape there, a report here. All lanes have the same metrics at the
 * same time, and take turns.
 */
public final class CollectBenchmark {

    private static final String CPU = "CPU ms";
    private static final String GARBAGE = "garbage kB";
    private static final String IDLE = "a second without a report";
    private static final String READING = "only reading Flink's values";
    private static final double FEW = 0.05;

    private final Size size;
    private final Table all;
    private final Table few;

    private CollectBenchmark(Size size) {
        this.size = size;
        all = new Table(size.title("Collecting, all tasks' values changed"), CPU, GARBAGE);
        few = new Table(size.title("Collecting, 5 % of the tasks' values changed"), CPU, GARBAGE);
    }

    public static void run(Size size, PrintStream out) throws Exception {
        CollectBenchmark benchmark = new CollectBenchmark(size);
        benchmark.measure();
        benchmark.all.print(out);
        benchmark.few.print(out);
        out.println();
        out.println("A report's figure includes what the reporter's threads do anyway in the second before it.");
    }

    private void measure() throws Exception {
        Values values = new Values();
        try (RemoteAgent agent = new RemoteAgent();
                Ports ports = new Ports()) {
            int port = ports.lease();
            Lane flink = Lane.flink(port);
            Lane ours = Lane.ours(agent.url(), "2 s");
            Lane micrometer = Lane.micrometer();
            Lane client = Lane.client();
            Map<String, MetricReporter> reporters = new LinkedHashMap<>();
            reporters.put("values", values);
            List.of(flink, ours, micrometer, client).forEach(lane -> reporters.put(lane.name(), lane.reporter()));
            try (TaskManagerModel model = new TaskManagerModel(size.histograms(), reporters)) {
                for (int task = 0; values.metrics() < size.metrics(); task++) {
                    model.addTask(task);
                }
                agent.await("all metrics known", state -> state.metrics() >= values.metrics());
                for (int round = -warmUp(); round < size.rounds(); round++) {
                    for (boolean every : new boolean[] {true, false}) {
                        Turn turn = new Turn(model, every ? 1 : FEW, round < 0 ? null : every ? all : few);
                        turn.flink(flink, port);
                        turn.ours(ours, agent);
                        turn.inProcess(micrometer);
                        turn.inProcess(client);
                        turn.reading(values);
                    }
                }
            }
        }
    }

    /** A report a second is slow to warm up. */
    private int warmUp() {
        return Math.min(10, size.warmUp());
    }

    /** All lanes once. */
    private record Turn(TaskManagerModel model, double share, @Nullable Table into) {

        void flink(Lane lane, int port) throws Exception {
            model.move(share);
            enter(lane.name(), Cost.ofThreads(lane.threads(), () -> Http.get(port, "/metrics", false)));
        }

        /** A second without a report, then the rest of the time to the next report. */
        void ours(Lane lane, RemoteAgent agent) throws Exception {
            long before = agent.state().reports();
            long start =
                    agent.await("a report", state -> state.reports() > before).reports();
            Cost idle = Cost.ofThreads(lane.threads(), () -> TimeUnit.SECONDS.sleep(1));
            boolean nothingYet = agent.state().reports() == start;
            Cost cost = Cost.ofThreads(lane.threads(), () -> {
                model.move(share);
                agent.await("the next report", state -> state.reports() > start);
            });
            // On a machine that stalls, two reports may fall into one window, and none into the other.
            if (nothingYet && agent.state().reports() == start + 1) {
                enter(lane.name(), cost);
                enter(IDLE, idle);
            } else {
                ours(lane, agent);
            }
        }

        void inProcess(Lane lane) throws Exception {
            if (lane.reporter() instanceof InProcessScrape scrape) {
                model.move(share);
                enter(lane.name(), Cost.ofThisThread(() -> scrape.scrape(OutputStream.nullOutputStream())));
            }
        }

        void reading(Values values) throws Exception {
            model.move(share);
            double[] sum = new double[1];
            Cost cost = Cost.ofThisThread(() -> sum[0] = values.read());
            if (sum[0] != 0) {
                enter(READING, cost);
            }
        }

        private void enter(String lane, Cost cost) {
            if (into != null) {
                into.add(lane, CPU, cost.cpuMillis());
                into.add(lane, GARBAGE, cost.allocatedKilobytes());
            }
        }
    }

    /**
     * The floor: calls the getters and does nothing with what they return. Histograms are asked for one quantile. Lists
     * by type, since a test for an interface costs more than most getters.
     */
    private static final class Values implements MetricReporter {
        private final List<Gauge<?>> gauges = new ArrayList<>();
        private final List<Counter> counters = new ArrayList<>();
        private final List<Meter> meters = new ArrayList<>();
        private final List<Histogram> histograms = new ArrayList<>();

        int metrics() {
            return gauges.size() + counters.size() + meters.size() + histograms.size();
        }

        /** Returns something made of all, so that no call can be left out. */
        double read() {
            double sum = 0;
            for (Gauge<?> gauge : gauges) {
                sum += gauge.getValue() == null ? 0 : 1;
            }
            for (Counter counter : counters) {
                sum += counter.getCount();
            }
            for (Meter meter : meters) {
                sum += meter.getRate();
            }
            for (Histogram histogram : histograms) {
                sum += histogram.getStatistics().getQuantile(0.5);
            }
            return sum;
        }

        @Override
        public void open(MetricConfig config) {}

        @Override
        public void close() {}

        @Override
        public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
            if (metric instanceof Gauge<?> gauge) {
                gauges.add(gauge);
            } else if (metric instanceof Counter counter) {
                counters.add(counter);
            } else if (metric instanceof Meter meter) {
                meters.add(meter);
            } else {
                histograms.add((Histogram) metric);
            }
        }

        @Override
        public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
    }
}
