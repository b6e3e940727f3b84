package io.streamgauge.benchmarks.exposition;

import io.streamgauge.agent.output.prometheus.series.LabelMode;
import io.streamgauge.testbed.process.Await;
import io.streamgauge.testbed.process.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * Scrapes while tasks come and go through Flink's registry, which tells both reporters. A scrape fails if it gets no
 * answer of status 200; it is torn if a strict reader refuses it, or if lines of a task that stays are missing.
 */
public final class ChurnBenchmark {

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int COMING_AND_GOING = 4;

    /** What became of one server's scrapes. */
    private static final class Tally {
        private int scrapes;
        private int failed;
        private int torn;
        private final Map<String, Integer> reasons = new TreeMap<>();

        void scrape(int port, boolean gzip, Map<String, Integer> staying) {
            scrapes++;
            try {
                byte[] body = Http.get(port, "/metrics", gzip);
                check(gzip ? ScrapeBenchmark.unpacked(body) : body, staying);
            } catch (StrictText.TornPage e) {
                torn++;
                reasons.merge(e.getMessage(), 1, Integer::sum);
            } catch (IOException e) {
                failed++;
                reasons.merge(String.valueOf(e.getMessage()), 1, Integer::sum);
            }
        }

        private static void check(byte[] page, Map<String, Integer> staying) throws StrictText.TornPage {
            Map<String, Integer> found = new HashMap<>();
            StrictText.read(page).keySet().forEach(key -> found.merge(attempt(key), 1, Integer::sum));
            for (Map.Entry<String, Integer> task : staying.entrySet()) {
                if (!task.getValue().equals(found.get(task.getKey()))) {
                    throw new StrictText.TornPage("lines of a task that stays are missing");
                }
            }
        }

        String row(String name) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %,d | %.1f %% | %s |",
                    name,
                    scrapes,
                    failed,
                    torn,
                    100.0 * (failed + torn) / scrapes,
                    reasons.isEmpty() ? "" : reasons);
        }
    }

    private ChurnBenchmark() {}

    /**
     * Scrapes both in turn.
     *
     * @param scrapes of the agent
     * @param flinkScrapes of Flink's reporter, which takes longer over each
     */
    public static void run(Size size, int scrapes, int flinkScrapes, PrintStream out) throws Exception {
        Tally flink = new Tally();
        Tally ours = new Tally();
        int changes;
        try (Ports ports = new Ports();
                LocalAgent agent = new LocalAgent(LabelMode.COMPATIBLE)) {
            int flinkPort = ports.lease();
            int agentPort = agent.url().getPort();
            Map<String, MetricReporter> reporters = new LinkedHashMap<>();
            reporters.put("flink", Lane.flink(flinkPort).reporter());
            reporters.put("ours", Lane.ours(agent.url(), "100 ms").reporter());
            try (TaskManagerModel model = new TaskManagerModel(size.histograms(), reporters)) {
                int ofTask = Recorder.metricsPerTask(size.histograms());
                int tasks = Math.max(1, size.metrics() / ofTask);
                for (int task = 0; task < tasks; task++) {
                    model.addTask(task);
                }
                Await.upTo(Duration.ofSeconds(60), "all metrics known")
                        .untilTrue(() -> agent.state().metrics() >= tasks * ofTask);
                Map<String, Integer> flinkLines = lines(Http.get(flinkPort, "/metrics", false));
                Map<String, Integer> agentLines = lines(Http.get(agentPort, "/metrics", false));
                Churn churn = new Churn(model, tasks);
                churn.start();
                for (int i = 0; i < scrapes; i++) {
                    ours.scrape(agentPort, i % 2 == 1, agentLines);
                    if (i < flinkScrapes) {
                        flink.scrape(flinkPort, i % 2 == 1, flinkLines);
                    }
                }
                changes = churn.end();
            }
        }
        out.println();
        out.println("**" + size.title("Scrapes while tasks come and go").replaceFirst(", \\d+ rounds$", "")
                + String.format(Locale.ROOT, "; %,d tasks came or went**", changes));
        out.println();
        out.println("| | scrapes | failed | torn | lost | reasons |");
        out.println("| --- | --- | --- | --- | --- | --- |");
        out.println(flink.row(Lane.FLINK));
        out.println(ours.row("Streamgauge agent"));
    }

    /** Lines by attempt. Not the same for both servers: the agent leaves out what is not known. */
    private static Map<String, Integer> lines(byte[] page) throws StrictText.TornPage {
        Map<String, Integer> lines = new HashMap<>();
        StrictText.read(page).keySet().forEach(key -> lines.merge(attempt(key), 1, Integer::sum));
        lines.remove("");
        return lines;
    }

    /** Empty for what belongs to no task. */
    private static String attempt(String series) {
        String label = "task_attempt_id=\"";
        int start = series.indexOf(label);
        return start < 0 ? "" : series.substring(start + label.length(), series.indexOf('"', start + label.length()));
    }

    /** Adds and removes tasks until told to end. */
    private static final class Churn extends Thread {
        private final TaskManagerModel model;
        private final int firstTask;
        private volatile boolean ending;
        private volatile int changes;

        Churn(TaskManagerModel model, int firstTask) {
            super("churn");
            this.model = model;
            this.firstTask = firstTask;
        }

        @Override
        public void run() {
            Deque<TaskManagerModel.Task> running = new ArrayDeque<>();
            int done = 0;
            while (!ending) {
                if (running.size() < COMING_AND_GOING) {
                    running.add(model.addTask(firstTask + done % COMING_AND_GOING));
                } else {
                    model.removeTask(running.remove());
                }
                changes = ++done;
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }

        int end() throws InterruptedException {
            ending = true;
            join();
            return changes;
        }
    }
}
