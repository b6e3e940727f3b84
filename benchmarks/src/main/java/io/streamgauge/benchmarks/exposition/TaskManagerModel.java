package io.streamgauge.benchmarks.exposition;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphID;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.runtime.metrics.MetricRegistryConfiguration;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.ReporterSetup;
import org.apache.flink.runtime.metrics.filter.ReporterFilter;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerJobMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.scheduler.strategy.ExecutionVertexID;

/**
 * A TaskManager's metrics from Flink's own groups, so with their real scope variables: the built-in task and operator
 * metrics, RocksDB's gauges per column family, rates, and a user's metrics. About 160 of them a task.
 */
final class TaskManagerModel implements AutoCloseable {

    private static final List<String> FAMILIES =
            List.of("conversation", "messages", "participants", "last-sequence", "_timer_state/event_user-timers");

    private static final List<String> PROPERTIES = List.of(
            "num-immutable-mem-table",
            "mem-table-flush-pending",
            "compaction-pending",
            "cur-size-active-mem-table",
            "cur-size-all-mem-tables",
            "size-all-mem-tables",
            "num-entries-active-mem-table",
            "num-deletes-active-mem-table",
            "estimate-num-keys",
            "estimate-live-data-size",
            "total-sst-files-size",
            "live-sst-files-size",
            "estimate-pending-compaction-bytes",
            "num-running-compactions",
            "is-write-stopped",
            "block-cache-capacity",
            "block-cache-usage",
            "block-cache-pinned-usage");

    private static final int HISTOGRAM_SAMPLE = 128;
    private static final int USER_METRICS = 13;
    private static final int USER_HISTOGRAMS = 5;
    private static final long STEP = 7_919;

    /** A running task and what makes its values move. */
    static final class Task {
        final TaskMetricGroup group;
        final List<SimpleCounter> counters = new ArrayList<>();
        final List<Histogram> histograms = new ArrayList<>();
        final List<StoredGauge> gauges = new ArrayList<>();
        /** Sizes differ from task to task, as they do in a cluster, by orders of magnitude. */
        final Random sizes;

        private long round;

        Task(TaskMetricGroup group, int index) {
            this.group = group;
            this.sizes = new Random(index);
        }

        long size() {
            return (long) Math.pow(10, 1 + 8 * sizes.nextDouble());
        }
    }

    /** As Flink's RocksDB gauges are: somebody else sets the value now and then. */
    private static final class StoredGauge implements Gauge<BigInteger> {
        private volatile BigInteger value;

        StoredGauge(long value) {
            this.value = BigInteger.valueOf(value);
        }

        void add(long more) {
            value = value.add(BigInteger.valueOf(more));
        }

        @Override
        public BigInteger getValue() {
            return value;
        }
    }

    private final boolean histograms;
    private final MetricRegistryImpl registry;
    private final TaskManagerJobMetricGroup job;
    private final JobVertexID[] vertices = new JobVertexID[8];
    private final ExecutionGraphID graph = new ExecutionGraphID();
    private final AtomicInteger attempts = new AtomicInteger();
    private final Set<Task> tasks = ConcurrentHashMap.newKeySet();

    /**
     * Reporters are told of every metric by Flink's registry, under its lock.
     *
     * @param histograms whether reporters are told of them; the registry's filter keeps them out otherwise
     */
    TaskManagerModel(boolean histograms, Map<String, MetricReporter> reporters) {
        this.histograms = histograms;
        ReporterFilter<Metric> filter = (metric, name, scope) -> histograms || !(metric instanceof Histogram);
        Collection<ReporterSetup> setups = new ArrayList<>();
        reporters.forEach((name, reporter) ->
                setups.add(new ReporterSetup(name, new MetricConfig(), reporter, filter, Map.of())));
        registry = new MetricRegistryImpl(
                MetricRegistryConfiguration.fromConfiguration(new Configuration(), 10 << 20), setups);
        TaskManagerMetricGroup taskManager = TaskManagerMetricGroup.createTaskManagerMetricGroup(
                registry, "flink-taskmanager-7.example", new ResourceID("10.0.3.17:6122-4f2a9c"));
        job = taskManager.addJob(new JobID(), "support desk, production");
        for (int i = 0; i < vertices.length; i++) {
            vertices[i] = new JobVertexID();
        }
    }

    /** Tells every reporter of a task's metrics. Any thread. */
    Task addTask(int index) {
        JobVertexID vertex = vertices[index % vertices.length];
        ExecutionAttemptID attempt = new ExecutionAttemptID(
                graph, new ExecutionVertexID(vertex, index / vertices.length), attempts.getAndIncrement());
        Task task = new Task(job.addTask(attempt, "conversations -> outcomes-sink: Writer"), index);
        task.histograms.add(task.group.getIOMetricGroup().getMailboxLatency());
        InternalOperatorMetricGroup operator = task.group.getOrAddOperator(new OperatorID(), "conversations", Map.of());
        FAMILIES.forEach(family -> rocksDb(task, operator, family));
        userMetrics(task, operator);
        task.group.getOrAddOperator(new OperatorID(), "outcomes-sink: Writer", Map.of());
        tasks.add(task);
        return task;
    }

    /** Tells every reporter that a task's metrics are gone. Any thread. */
    void removeTask(Task task) {
        tasks.remove(task);
        task.group.close();
    }

    /** Changes the values of this share of the tasks, of at least one. Rates move when Flink next looks at them. */
    void move(double share) {
        int moving = (int) Math.ceil(share * tasks.size());
        for (Task task : tasks) {
            if (moving-- <= 0) {
                return;
            }
            long round = task.round + STEP;
            task.round = round;
            task.gauges.forEach(gauge -> gauge.add(round % 1_021));
            task.counters.forEach(counter -> counter.inc(round % 1_013));
            task.group.getIOMetricGroup().getNumBytesInCounter().inc(round);
            task.group.getIOMetricGroup().getNumBytesOutCounter().inc(round);
            task.group.getIOMetricGroup().getNumRecordsInCounter().inc(17);
            task.group.getIOMetricGroup().getNumRecordsOutCounter().inc(17);
            task.histograms.forEach(histogram -> histogram.update(round % 1_009));
        }
    }

    private void rocksDb(Task task, InternalOperatorMetricGroup operator, String family) {
        MetricGroup group = operator.addGroup("column_family", family);
        for (String property : PROPERTIES) {
            StoredGauge gauge = new StoredGauge(task.size());
            task.gauges.add(gauge);
            group.gauge("rocksdb." + property, gauge);
        }
    }

    private void userMetrics(Task task, InternalOperatorMetricGroup operator) {
        MetricGroup group = operator.addGroup("desk");
        for (int i = 0; i < USER_METRICS; i++) {
            SimpleCounter counter = new SimpleCounter();
            counter.inc(task.size());
            group.counter("events-" + i, counter);
            group.meter("rate-" + i, new MeterView(counter));
            task.counters.add(counter);
        }
        for (int i = 0; histograms && i < USER_HISTOGRAMS; i++) {
            Histogram histogram = new DescriptiveStatisticsHistogram(HISTOGRAM_SAMPLE);
            for (int j = 0; j < HISTOGRAM_SAMPLE; j++) {
                histogram.update(task.sizes.nextInt(100_000));
            }
            group.histogram("latency-" + i, histogram);
            task.histograms.add(histogram);
        }
    }

    /** Ends the reporters too. */
    @Override
    public void close() {
        registry.closeAsync().join();
    }
}
