package io.streamgauge.agent.output.prometheus;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.source.reporter.FakeProcess;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import io.streamgauge.wire.HistogramSample;
import io.streamgauge.wire.MetricType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A TaskManager of so many tasks with 164 metrics each, whose numbers move as those of a job do. Not thread-safe. */
final class ModelProcess {

    static final int METRICS_PER_TASK = 164;

    private final FakeProcess process;
    private final Random random = new Random(42);
    private final List<Moving> moving = new ArrayList<>();

    private record Moving(int scope, String name, int kind, double size) {}

    ModelProcess(String id, int tasks, boolean histograms) {
        process = new FakeProcess(id, new ManualClock());
        for (int task = 0; task < tasks; task++) {
            String vertex = hex(task / 8);
            String[] labels = {
                "host",
                "worker-17.rack-3.example.org",
                "tm_id",
                "10.42.17.3:35213-ab12cd",
                "job_id",
                hex(99),
                "job_name",
                "support conversations",
                "task_id",
                vertex,
                "task_name",
                "KeyedProcess-" + task / 8 + " -> Sink: Writer",
                "task_attempt_id",
                hex(7) + "_" + vertex + "_" + task % 8 + "_0",
                "task_attempt_num",
                "0",
                "subtask_index",
                "" + task % 8
            };
            metrics("taskmanager.job.task", 33, histograms ? 1 : 0, labels);
            for (int operator = 0; operator < 2; operator++) {
                String[] ofOperator = with(
                        labels, "operator_id", hex(1000 + task / 8 * 2 + operator), "operator_name", "op-" + operator);
                metrics("taskmanager.job.task.operator", 19, histograms ? 1 : 0, ofOperator);
                if (operator == 0) {
                    for (String state : new String[] {"conversation", "deadline", "_timer_state/event_user-timers"}) {
                        metrics(
                                "taskmanager.job.task.operator.column_family",
                                30,
                                0,
                                with(ofOperator, "column_family", state));
                    }
                }
            }
        }
        move();
    }

    private void metrics(String logicalScope, int count, int histograms, String... labels) {
        int scope = process.scope(logicalScope, labels);
        for (int i = 0; i < count; i++) {
            String name = "someMetricOfFlink" + i;
            int kind = i % 5;
            process.define(scope, kind == 0 ? MetricType.COUNTER : MetricType.GAUGE, name);
            moving.add(new Moving(scope, name, kind, Math.exp(random.nextDouble() * 20)));
        }
        for (int i = 0; i < histograms; i++) {
            HistogramSample sample = new HistogramSample();
            sample.reset(1000);
            for (int quantile = 0; quantile < 6; quantile++) {
                sample.quantile(quantile, random.nextInt(1000) / 4.0);
            }
            process.histogram(scope, "latency" + i, sample);
        }
    }

    /** Next report: 2 of 5 numbers stand still, counters and sizes grow, one in five is a rate. */
    ProcessSnapshot move() {
        for (Moving metric : moving) {
            switch (metric.kind()) {
                case 0, 3 -> process.put(
                        metric.scope(), metric.name(), (long) (metric.size() * (1 + random.nextDouble())));
                case 1 -> process.put(metric.scope(), metric.name(), metric.size() * random.nextDouble());
                case 2 -> process.put(metric.scope(), metric.name(), (long) metric.size());
                default -> process.put(metric.scope(), metric.name(), 0);
            }
        }
        return process.report();
    }

    private static String[] with(String[] labels, String... more) {
        String[] all = new String[labels.length + more.length];
        System.arraycopy(labels, 0, all, 0, labels.length);
        System.arraycopy(more, 0, all, labels.length, more.length);
        return all;
    }

    private static String hex(int seed) {
        Random bits = new Random(seed);
        return String.format("%016x%016x", bits.nextLong(), bits.nextLong());
    }
}
