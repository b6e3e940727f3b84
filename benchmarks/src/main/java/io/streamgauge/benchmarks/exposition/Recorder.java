package io.streamgauge.benchmarks.exposition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/** Keeps what Flink's registry tells a reporter, to be told to others again. Called under the registry's lock. */
final class Recorder implements MetricReporter {

    /** One call of {@code notifyOfAddedMetric}, with the very group object that Flink's registry made. */
    record Registration(Metric metric, String name, MetricGroup group) {}

    /** A model and the registrations that it caused; its groups have computed nothing for any reporter yet. */
    record Recording(TaskManagerModel model, List<Registration> registrations) implements AutoCloseable {

        void addTo(MetricReporter reporter) {
            registrations.forEach(added -> reporter.notifyOfAddedMetric(added.metric(), added.name(), added.group()));
        }

        void removeFrom(MetricReporter reporter) {
            registrations.forEach(added -> reporter.notifyOfRemovedMetric(added.metric(), added.name(), added.group()));
        }

        @Override
        public void close() {
            model.close();
        }
    }

    private final List<Registration> added = new ArrayList<>();

    /** At least so many metrics, from whole tasks, and no more than one task's beyond. */
    static Recording record(int metrics, boolean histograms) {
        Recorder recorder = new Recorder();
        TaskManagerModel model = new TaskManagerModel(histograms, Map.of("recorder", recorder));
        for (int task = 0; recorder.added.size() < metrics; task++) {
            model.addTask(task);
        }
        return new Recording(model, List.copyOf(recorder.added));
    }

    /** How many metrics each task of the model has. */
    static int metricsPerTask(boolean histograms) {
        try (Recording oneTask = record(1, histograms)) {
            return oneTask.registrations().size();
        }
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String metricName, MetricGroup group) {
        added.add(new Registration(metric, metricName, group));
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String metricName, MetricGroup group) {}
}
