package io.streamgauge.agent.observation;

import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.OperatorRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A job of one operator that is played out, checkpoint after checkpoint. Of a seed always the same. Times are seconds since it
 * was first observed; one "hour" of it may be any time.
 */
public final class PlayedJob {

    public static final OperatorRef OPERATOR = new OperatorRef("a".repeat(32), "proc", "Process");

    /** When the first checkpoint completed, whatever the job. */
    public static final Instant START = Instant.parse("2026-03-02T06:00:00Z");

    private final long seed;
    private final double interval;
    private final List<PlayedState> states = new ArrayList<>();
    private DoubleUnaryOperator recordsPerSecond = second -> 100;
    private @Nullable DoubleUnaryOperator watermark = second -> second - 5;
    private double bytesScale = 1;
    private int parallelism = 4;
    private double second;
    private double records;
    private long checkpoint;
    private Instant runningSince = START.minusSeconds(60);
    private @Nullable Long restoredFrom;

    public PlayedJob(long seed, Duration checkpointInterval) {
        this.seed = seed;
        this.interval = checkpointInterval.toMillis() / 1000.0;
    }

    public PlayedState state(String name) {
        PlayedState state = new PlayedState(name, seed);
        states.add(state);
        return state;
    }

    public PlayedJob remove(PlayedState state) {
        states.remove(state);
        return this;
    }

    public PlayedJob records(DoubleUnaryOperator perSecond) {
        recordsPerSecond = perSecond;
        return this;
    }

    /** By the second; event time begins at {@link #START}. */
    public PlayedJob watermark(@Nullable DoubleUnaryOperator bySecond) {
        watermark = bySecond;
        return this;
    }

    /** All bytes are multiplied by this. */
    public PlayedJob bytesScale(double factor) {
        bytesScale = factor;
        return this;
    }

    /** Restored from the newest checkpoint. */
    public PlayedJob restart(int newParallelism) {
        parallelism = newParallelism;
        runningSince = now();
        restoredFrom = checkpoint;
        records = 0;
        return this;
    }

    public double second() {
        return second;
    }

    public Instant now() {
        return START.plusMillis((long) (second * 1000));
    }

    /** Plays on to the next checkpoint. */
    public Observation next() {
        DoubleUnaryOperator eventTime = watermark;
        for (PlayedState state : states) {
            state.play(second, second + interval, eventTime == null ? any -> Double.NEGATIVE_INFINITY : eventTime);
        }
        records += recordsPerSecond.applyAsDouble(second + interval / 2) * interval;
        second += interval;
        checkpoint++;
        return observe();
    }

    /** What the newest checkpoint shows. */
    public Observation observe() {
        DoubleUnaryOperator eventTime = watermark;
        OperatorObservation operator = new OperatorObservation(
                OPERATOR,
                parallelism,
                128,
                (long) records,
                eventTime == null
                        ? null
                        : (Long) (START.toEpochMilli() + (long) (eventTime.applyAsDouble(second) * 1000)),
                0,
                0,
                states.stream()
                        .map(state -> state.observe(second, START.toEpochMilli(), bytesScale))
                        .toList());
        return new Observation(
                new JobRef("b".repeat(32), "played"),
                now(),
                checkpoint,
                runningSince,
                restoredFrom,
                new CheckpointCost(2_000L, 600_000L, null),
                List.of(operator),
                List.of());
    }
}
