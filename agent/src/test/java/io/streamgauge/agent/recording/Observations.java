package io.streamgauge.agent.recording;

import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.observation.CheckpointCost;
import io.streamgauge.agent.observation.Observation;
import io.streamgauge.agent.observation.OperatorObservation;
import io.streamgauge.agent.observation.StateObservation;
import io.streamgauge.checkpoint.report.Estimate;
import io.streamgauge.checkpoint.report.KeySample;
import io.streamgauge.checkpoint.report.NamespaceKind;
import io.streamgauge.checkpoint.report.StateKind;
import io.streamgauge.checkpoint.report.TimeHistogram;
import io.streamgauge.checkpoint.report.TimeToLive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Observations of every shape, by a seed. */
public final class Observations {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private Observations() {}

    /**
     * One of them.
     *
     * @param checkpoint its number; a minute lies between two
     */
    public static Observation of(long seed, int checkpoint) {
        Random random = new Random(seed * 31 + checkpoint);
        List<OperatorObservation> operators = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<StateObservation> states = new ArrayList<>();
            for (int j = random.nextInt(3); j >= 0; j--) {
                states.add(state(random, "state-" + j));
            }
            operators.add(new OperatorObservation(
                    new OperatorRef("0" + i, random.nextBoolean() ? "uid \"" + i : null, "Operator\n" + i + " \u2603"),
                    1 + random.nextInt(8),
                    128,
                    random.nextBoolean() ? (Long) random.nextLong() : null,
                    random.nextBoolean() ? (Long) random.nextLong() : null,
                    random.nextInt(1000),
                    random.nextInt(1000),
                    states));
        }
        return new Observation(
                new JobRef("job-" + seed, "shop"),
                START.plusSeconds(60L * checkpoint),
                checkpoint,
                random.nextBoolean() ? START : null,
                random.nextBoolean() ? (Long) (long) checkpoint : null,
                random.nextBoolean() ? CheckpointCost.UNKNOWN : new CheckpointCost(1L, 2L, Long.MAX_VALUE),
                operators,
                random.nextBoolean() ? List.of() : List.of("a part was not read"));
    }

    private static StateObservation state(Random random, String name) {
        int keys = random.nextInt(20);
        long[] hashes = random.longs(keys).toArray();
        long[] values = random.longs(keys).toArray();
        int[] bytes = random.ints(keys, 0, 1000).toArray();
        long[] times = random.longs(keys, 0, 1L << 45).toArray();
        if (keys > 1) {
            times[0] = Long.MIN_VALUE;
            times[1] = 1;
        }
        Estimate estimate = new Estimate(keys * 128.0, Double.NaN, keys * 140.5, 0.95);
        TimeHistogram histogram = random.nextBoolean()
                ? null
                : new TimeHistogram(new long[] {1, 5, 9}, new double[] {2.5, 0}, TimeHistogram.Basis.SAMPLED);
        return new StateObservation(
                name,
                pick(random, StateKind.values()),
                random.nextBoolean() ? "org.example.Serializer" : null,
                pick(random, TimeToLive.values()),
                pick(random, NamespaceKind.values()),
                random.nextBoolean() ? null : (Boolean) random.nextBoolean(),
                random.nextInt(100_000),
                random.nextInt(100_000),
                random.nextBoolean() ? null : (Long) (long) random.nextInt(),
                random.nextBoolean() ? null : (Long) (long) random.nextInt(),
                random.nextBoolean() ? null : START,
                random.nextBoolean() ? null : START.plusNanos(1_000_001),
                random.nextBoolean() ? List.of() : List.of(1L, 2L, 1L << 60),
                histogram,
                histogram,
                null,
                random.nextInt(4) == 0
                        ? null
                        : new KeySample(
                                List.of(3, 77),
                                estimate,
                                estimate,
                                new KeySample.Columns(
                                        hashes,
                                        values,
                                        bytes,
                                        bytes,
                                        random.nextBoolean() && keys > 1 ? times : null,
                                        random.nextBoolean() && keys > 1 ? times : null)));
    }

    private static <T> T pick(Random random, T[] all) {
        return all[random.nextInt(all.length)];
    }
}
