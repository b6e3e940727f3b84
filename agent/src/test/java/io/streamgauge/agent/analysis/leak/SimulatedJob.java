package io.streamgauge.agent.analysis.leak;

import io.streamgauge.agent.analysis.leak.SimulatedState.Spec;
import io.streamgauge.agent.fact.JobEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Runs simulated states of one operator in two subtasks and records what a tick every five seconds would see. */
final class SimulatedJob {

    static final int TICK_SECONDS = 5;
    private static final int FLUSH_SECONDS = 10;
    private static final int SUBTASKS = 2;

    private final List<Spec> specs;
    private IntToDoubleFunction recordsPerSecond = second -> 400;
    private IntToDoubleFunction watermark = second -> second - 0.5;
    private List<Integer> restarts = List.of();
    private long millisPerSecond = 1000;

    SimulatedJob(List<Spec> specs) {
        this.specs = specs;
    }

    List<String> names() {
        return specs.stream().map(Spec::name).toList();
    }

    SimulatedJob traffic(IntToDoubleFunction records) {
        recordsPerSecond = records;
        return this;
    }

    /** Seconds of event time by seconds of the run; NaN: none. */
    SimulatedJob watermark(IntToDoubleFunction seconds) {
        watermark = seconds;
        return this;
    }

    SimulatedJob restartedAt(List<Integer> seconds) {
        restarts = seconds;
        return this;
    }

    /** Everything takes longer by a factor; rates fall by it. */
    SimulatedJob slower(int factor) {
        millisPerSecond = 1000L * factor;
        return this;
    }

    Recording run(int seconds, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Recording recording = new Recording(millisPerSecond);
        List<List<SimulatedState>> states = new ArrayList<>();
        for (Spec spec : specs) {
            List<SimulatedState> subtasks = new ArrayList<>();
            for (int i = 0; i < SUBTASKS; i++) {
                subtasks.add(new SimulatedState(spec, seconds, FLUSH_SECONDS, random.split()));
            }
            states.add(subtasks);
        }
        recording.event(0, JobEvent.Kind.SEEN);
        recording.event(0, JobEvent.Kind.RUNNING);
        double recordsIn = 0;
        for (int second = 0; second <= seconds; second++) {
            double records = recordsPerSecond.applyAsDouble(second) * (0.97 + 0.06 * random.nextDouble());
            boolean restart = restarts.contains(second);
            recordsIn = restart ? 0 : recordsIn + records;
            if (restart) {
                recording.event(second, JobEvent.Kind.FAILED);
                recording.event(second, JobEvent.Kind.RESTORED);
            }
            for (List<SimulatedState> state : states) {
                for (SimulatedState subtask : state) {
                    advance(subtask, second, records / SUBTASKS, restart);
                }
            }
            if (second % TICK_SECONDS == 0) {
                observe(recording, second, states, recordsIn);
            }
        }
        return recording;
    }

    private static void advance(SimulatedState state, int second, double records, boolean restart) {
        if (restart) {
            state.restore();
        }
        state.second(second, records);
        if (second % FLUSH_SECONDS == FLUSH_SECONDS - 1) {
            state.flush();
        }
    }

    private void observe(Recording recording, int second, List<List<SimulatedState>> states, double recordsIn) {
        double eventTime = watermark.applyAsDouble(second);
        @Nullable Double told = Double.isNaN(eventTime) ? null : Recording.START.getEpochSecond() + eventTime;
        recording.operator(second, Math.rint(recordsIn), told);
        for (int i = 0; i < specs.size(); i++) {
            List<SimulatedState> subtasks = states.get(i);
            recording.state(
                    second,
                    specs.get(i).name(),
                    subtasks.stream().mapToDouble(SimulatedState::keys).sum(),
                    subtasks.stream().mapToDouble(SimulatedState::sstBytes).sum(),
                    subtasks.stream()
                            .mapToDouble(SimulatedState::memtableEntries)
                            .sum(),
                    subtasks.stream()
                            .mapToDouble(SimulatedState::memtableDeletes)
                            .sum());
        }
    }

    static Instant at(int second) {
        return Recording.START.plusSeconds(second);
    }
}
