package io.streamgauge.benchmarks.exposition;

import io.streamgauge.benchmarks.Cost;
import io.streamgauge.benchmarks.Table;
import io.streamgauge.testbed.process.Ports;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A deployment: threads register their tasks at the same time through Flink's own registry and its one lock. */
public final class StormBenchmark {

    private static final int THREADS = 2;
    private static final String NONE = "no reporter";
    private static final String WALL = "wall ms";
    private static final String ADDED_WALL = "wall ms over no reporter";
    private static final String CPU = "CPU ms of the deploying threads";
    private static final String OWN = "CPU ms of the reporter's threads";

    private StormBenchmark() {}

    public static void run(int tasks, int rounds, PrintStream out) throws Exception {
        Table table = new Table(
                "Deploy storm: " + THREADS + " threads, " + tasks + " tasks, " + tasks * Recorder.metricsPerTask(true)
                        + " metrics, " + rounds + " rounds",
                WALL,
                ADDED_WALL,
                CPU,
                OWN);
        try (RemoteAgent agent = new RemoteAgent()) {
            for (int round = -Math.min(2, rounds); round < rounds; round++) {
                Table into = round < 0 ? null : table;
                double bare = storm(NONE, null, agent, tasks, into, 0);
                try (Ports ports = new Ports();
                        Lane flink = Lane.flink(ports.lease())) {
                    storm(flink.name(), flink, agent, tasks, into, bare);
                }
                long reports = agent.state().reports();
                try (Lane ours = Lane.ours(agent.url(), "1 s")) {
                    agent.await("first report", state -> state.reports() > reports && state.metrics() > 0);
                    storm(ours.name(), ours, agent, tasks, into, bare);
                }
                agent.await("reporter gone", state -> state.metrics() == 0);
            }
        }
        table.print(out);
    }

    /** Returns the wall time in milliseconds. */
    private static double storm(
            String name, @Nullable Lane lane, RemoteAgent agent, int tasks, @Nullable Table into, double bareMillis)
            throws Exception {
        ExecutorService deployers = Executors.newFixedThreadPool(THREADS, work -> new Thread(work, "deployer"));
        TaskManagerModel model =
                new TaskManagerModel(true, lane == null ? Map.of() : Map.of("measured", lane.reporter()));
        try {
            int all = agent.state().metrics() + tasks * Recorder.metricsPerTask(true);
            Cost[] callers = new Cost[1];
            Cost own = Cost.ofThreads(thread -> lane != null && lane.threads().test(thread), () -> {
                callers[0] = Cost.ofThreads(thread -> thread.equals("deployer"), () -> deploy(model, deployers, tasks));
                if (lane != null && lane.name().equals(Lane.OURS)) {
                    agent.await("all metrics known", state -> state.metrics() == all);
                }
            });
            if (into != null) {
                into.add(name, WALL, callers[0].wallMillis());
                into.add(name, CPU, callers[0].cpuMillis());
                if (lane != null) {
                    into.add(name, ADDED_WALL, callers[0].wallMillis() - bareMillis);
                    into.add(name, OWN, own.cpuMillis());
                }
            }
            return callers[0].wallMillis();
        } finally {
            deployers.shutdown();
            model.close();
        }
    }

    private static void deploy(TaskManagerModel model, ExecutorService deployers, int tasks) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread;
            running.add(deployers.submit(() -> {
                for (int task = first; task < tasks; task += THREADS) {
                    model.addTask(task);
                }
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
    }
}
