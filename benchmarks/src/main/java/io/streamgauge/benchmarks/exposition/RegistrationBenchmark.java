package io.streamgauge.benchmarks.exposition;

import io.streamgauge.benchmarks.Cost;
import io.streamgauge.benchmarks.Table;
import io.streamgauge.benchmarks.exposition.Recorder.Recording;
import io.streamgauge.testbed.process.Ports;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reporter costs the thread that registers metrics, which holds the registry's lock meanwhile. Each lane gets
 * groups of its own in each round, so that none profits from what another made Flink compute.
 */
public final class RegistrationBenchmark {

    private static final String ADD = "add, ns CPU per metric";
    private static final String ADD_BYTES = "add, bytes";
    private static final String REMOVE = "remove, ns CPU per metric";
    private static final String REMOVE_BYTES = "remove, bytes";
    private static final String ALL = Lane.OURS + " with its own threads, up to the first report";

    private final Size size;
    private final Table cold;
    private final Table warm;
    private final int warmUp;

    private RegistrationBenchmark(Size size) {
        this.size = size;
        cold = new Table(size.title("First registration in a fresh JVM"), ADD, ADD_BYTES, REMOVE, REMOVE_BYTES);
        // Waiting for the agent makes a round slow.
        warmUp = Math.min(5, size.warmUp());
        warm = new Table(size.title("Registration"), ADD, ADD_BYTES, REMOVE, REMOVE_BYTES);
    }

    public static void run(Size size, PrintStream out) throws Exception {
        RegistrationBenchmark benchmark = new RegistrationBenchmark(size);
        benchmark.measure();
        benchmark.cold.print(out);
        benchmark.warm.print(out);
    }

    private void measure() throws Exception {
        try (RemoteAgent agent = new RemoteAgent();
                Ports ports = new Ports();
                Lane flink = Lane.flink(ports.lease());
                Lane ours = Lane.ours(agent.url(), "1 s");
                Lane micrometer = Lane.micrometer();
                Lane client = Lane.client()) {
            int own = agent.await("first report", state -> state.metrics() > 0).metrics();
            for (int round = -warmUp; round < size.rounds(); round++) {
                Table into = round == -warmUp ? cold : round < 0 ? null : warm;
                for (Lane lane : List.of(flink, ours, micrometer, client)) {
                    try (Recording recording = Recorder.record(size.metrics(), size.histograms())) {
                        Figures figures = lane.name().equals(Lane.OURS)
                                ? ours(lane, recording, agent, own, into)
                                : plain(lane, recording);
                        figures.enter(
                                into, lane.name(), recording.registrations().size());
                    }
                }
            }
        }
    }

    /** Adding and removing. */
    private record Figures(Cost add, Cost remove) {
        void enter(@Nullable Table table, String lane, int metrics) {
            if (table != null) {
                table.add(lane, ADD, add.cpuNanos() / (double) metrics);
                table.add(lane, ADD_BYTES, add.allocatedBytes() / (double) metrics);
                table.add(lane, REMOVE, remove.cpuNanos() / (double) metrics);
                table.add(lane, REMOVE_BYTES, remove.allocatedBytes() / (double) metrics);
            }
        }
    }

    private static Figures plain(Lane lane, Recording recording) throws Exception {
        return new Figures(
                Cost.ofThisThread(() -> recording.addTo(lane.reporter())),
                Cost.ofThisThread(() -> recording.removeFrom(lane.reporter())));
    }

    /** Also waits for the reporter's own threads to be done, which they are when the agent knows. */
    private static Figures ours(Lane lane, Recording recording, RemoteAgent agent, int own, @Nullable Table into)
            throws Exception {
        int all = own + recording.registrations().size();
        Cost[] caller = new Cost[2];
        Cost addThreads = Cost.ofThreads(lane.threads(), () -> {
            caller[0] = Cost.ofThisThread(() -> recording.addTo(lane.reporter()));
            agent.await("metrics known", state -> state.metrics() == all);
        });
        Cost removeThreads = Cost.ofThreads(lane.threads(), () -> {
            caller[1] = Cost.ofThisThread(() -> recording.removeFrom(lane.reporter()));
            agent.await("metrics forgotten", state -> state.metrics() == own);
        });
        new Figures(sum(caller[0], addThreads), sum(caller[1], removeThreads))
                .enter(into, ALL, recording.registrations().size());
        return new Figures(caller[0], caller[1]);
    }

    private static Cost sum(Cost one, Cost other) {
        return new Cost(
                one.cpuNanos() + other.cpuNanos(), one.wallNanos(), one.allocatedBytes() + other.allocatedBytes());
    }
}
