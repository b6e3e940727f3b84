package io.streamgauge.agent.history;

import io.streamgauge.agent.fact.Facts;
import io.streamgauge.agent.fact.JobEvent;
import io.streamgauge.agent.history.series.Series;
import io.streamgauge.agent.metric.MetricDefinition;
import io.streamgauge.agent.metric.MetricType;
import io.streamgauge.agent.metric.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Ticks with known values, ten seconds apart. */
final class HistoryFixture {

    static final MetricDefinition KEYS =
            new MetricDefinition("test_keys", MetricType.GAUGE, "Keys.", List.of("job", "state"), true);
    static final MetricDefinition FORGOTTEN =
            new MetricDefinition("test_forgotten", MetricType.GAUGE, "Not remembered.", List.of(), false);
    static final Instant START = Instant.parse("2026-01-10T12:00:00Z");
    static final Duration STEP = Duration.ofSeconds(10);

    private HistoryFixture() {}

    /** Small blocks, and a window that holds all points of a test. */
    static HistorySettings settings(Path directory) {
        return new HistorySettings(
                directory, 64L << 20, Duration.ofDays(30), Duration.ofDays(2), 20_000, 256L << 20, 8);
    }

    static HistorySettings bounded(Path directory, long maxBytes, Duration maxAge) {
        return new HistorySettings(directory, maxBytes, maxAge, Duration.ofHours(1), 100, 16L << 20, 8);
    }

    static Instant at(long tick) {
        return START.plus(STEP.multipliedBy(tick));
    }

    /** As many series as asked for; the values follow from series and tick. */
    static Tick tick(long number, int series) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            samples.add(sample(i, value(i, number)));
        }
        return new Tick(at(number), samples, Map.of());
    }

    static Tick tick(Instant at, Sample... samples) {
        return new Tick(at, List.of(samples), Map.of());
    }

    static Tick tick(Instant at, String jobId, JobEvent event) {
        return new Tick(at, List.of(), Map.of(jobId, List.of(event)));
    }

    static Sample sample(int series, double value) {
        return new Sample(KEYS, List.of("job", "state-" + series), value);
    }

    static double value(int series, long tick) {
        return switch (series % 4) {
            case 0 -> 1_000.0 + series;
            case 1 -> tick * 17.0 + series;
            case 2 -> Math.sin(tick * 0.7 + series) * 1e6;
            default -> Math.floorMod(tick * 7919 + series, 60L) / 60.0;
        };
    }

    /** Values that no codec makes smaller. */
    static Tick noiseTick(long number, int series) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < series; i++) {
            samples.add(sample(i, noise(i, number)));
        }
        return new Tick(at(number), samples, Map.of());
    }

    static double noise(int series, long tick) {
        return new SplittableRandom(tick * 1_000_003 + series).nextDouble() * 1e9;
    }

    static Series series(History history, long nowTick, int series) {
        return window(history, nowTick).series("test_keys", "job", "state-" + series);
    }

    static Window window(History history, long nowTick) {
        return history.window(new Facts(at(nowTick), List.of(), List.of(), List.of()));
    }

    static void appendTicks(History history, long from, long to, int series) {
        for (long tick = from; tick < to; tick++) {
            history.append(tick(tick, series));
        }
    }

    /** The series of these ticks as they were appended. */
    static Series expected(int series, long from, long to) {
        long[] times = new long[(int) (to - from)];
        double[] values = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = at(from + i).toEpochMilli();
            values[i] = value(series, from + i);
        }
        return new Series(times, values);
    }

    /** Counts what it is told. */
    static final class Counts implements HistoryMetrics {
        int appended;
        int dropped;
        int storageErrors;
        int lostTicks;
        int corrupt;
        int sealed;

        @Override
        public void appended(int samples) {
            appended += samples;
        }

        @Override
        public void dropped(int samples) {
            dropped += samples;
        }

        @Override
        public void storageError() {
            storageErrors++;
        }

        @Override
        public void lostTicks(int ticks) {
            lostTicks += ticks;
        }

        @Override
        public void corrupt(int values) {
            corrupt += values;
        }

        @Override
        public void sealed(int series, int ticks) {
            sealed++;
        }
    }
}
