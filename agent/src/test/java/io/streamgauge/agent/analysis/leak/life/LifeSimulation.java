package io.streamgauge.agent.analysis.leak.life;

import io.streamgauge.agent.cohort.JobCohorts;
import io.streamgauge.agent.cohort.JobEvidence;
import io.streamgauge.agent.declaration.Declarations;
import io.streamgauge.agent.fact.JobRef;
import io.streamgauge.agent.fact.OperatorRef;
import io.streamgauge.agent.finding.Finding;
import io.streamgauge.agent.observation.CheckpointCost;
import io.streamgauge.agent.observation.Observation;
import io.streamgauge.agent.observation.OperatorObservation;
import io.streamgauge.agent.observation.StateObservation;
import io.streamgauge.checkpoint.report.Estimate;
import io.streamgauge.checkpoint.report.KeySample;
import io.streamgauge.checkpoint.report.NamespaceKind;
import io.streamgauge.checkpoint.report.StateKind;
import io.streamgauge.checkpoint.report.TimeToLive;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** One state of one operator, key by key, observed every so often; what the tests of rules are made of. */
public final class LifeSimulation {

    static final LifeSettings SETTINGS = LifeSettings.defaults();
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final double DAY = 86_400;

    /** One key. Times are days since the start. */
    private static final class Key {
        final long hash;
        final double death;
        double changed;
        double windowEnd;
        double bytes = 100;

        Key(long hash, double birth, double death) {
            this.hash = hash;
            this.death = death;
            this.changed = birth;
        }
    }

    private final Random random;
    private final List<Key> keys = new ArrayList<>();
    private final List<Observation> observations = new ArrayList<>();
    private double records;
    private double today;

    /** Keys a day that are born, by the day. */
    DoubleUnaryOperator births = day -> 200;
    /** Records that come in a day, by the day. */
    DoubleUnaryOperator input = day -> 10_000;
    /** Days that a key born on a day lives; infinity for ever. */
    ToDoubleFunction<Double> lifetime = day -> Double.POSITIVE_INFINITY;
    /** Chance that a key's value changes in a day. */
    double changesPerDay;
    /** Bytes that each key gains in a day. */
    double bytesPerDay;

    StateKind kind = StateKind.VALUE;
    TimeToLive timeToLive = TimeToLive.OFF;
    NamespaceKind namespace = NamespaceKind.VOID;

    @Nullable
    String serializer = "org.example.PojoSerializer";

    @Nullable
    Boolean declared = true;

    /** The day on which the job was deployed anew, from its newest checkpoint; infinity for never. */
    double deployedOn = Double.POSITIVE_INFINITY;

    DoubleUnaryOperator watermark = day -> day;
    DoubleUnaryOperator windowLength = day -> Double.NaN;

    public LifeSimulation(long seed) {
        random = new Random(seed);
    }

    double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    double uniform(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /** Lets keys be there from the start, as if the job had run for long. */
    LifeSimulation warm(double days) {
        double step = 1 / 48.0;
        for (double day = -days; day < 0; day += step) {
            bear(day, step);
        }
        keys.removeIf(key -> key.death <= 0);
        return this;
    }

    private void bear(double day, double step) {
        double expected = births.applyAsDouble(day) * step;
        int born = (int) expected + (chance(expected - (int) expected) ? 1 : 0);
        for (int i = 0; i < born; i++) {
            double at = day + random.nextDouble() * step;
            Key key = new Key(random.nextLong(), at, at + lifetime.applyAsDouble(at));
            double length = windowLength.applyAsDouble(at);
            key.windowEnd = at + length;
            keys.add(key);
        }
    }

    /** Goes on for so many days, with a checkpoint every two hours. */
    public LifeSimulation run(double days) {
        double step = 1 / 12.0;
        double end = today + days;
        while (today + step <= end + 1e-9) {
            double from = today;
            today += step;
            bear(from, step);
            records += input.applyAsDouble(from) * step;
            for (Iterator<Key> i = keys.iterator(); i.hasNext(); ) {
                Key key = i.next();
                if (key.death <= today) {
                    i.remove();
                } else if (changesPerDay > 0 && chance(1 - Math.exp(-changesPerDay * step))) {
                    key.changed = today;
                }
                key.bytes += bytesPerDay * step;
            }
            observations.add(observation());
        }
        return this;
    }

    private Observation observation() {
        int n = keys.size();
        long[] hashes = new long[n];
        long[] values = new long[n];
        int[] bytes = new int[n];
        int[] entries = new int[n];
        long[] stamps = new long[n];
        long[] ends = new long[n];
        for (int i = 0; i < n; i++) {
            Key key = keys.get(i);
            hashes[i] = key.hash;
            values[i] = Double.doubleToLongBits(key.changed) * 31 + Double.doubleToLongBits(key.bytes);
            bytes[i] = (int) key.bytes;
            entries[i] = 1;
            stamps[i] = millis(key.changed);
            ends[i] = Double.isNaN(key.windowEnd) ? Long.MIN_VALUE : millis(key.windowEnd);
        }
        boolean operatorState = kind.isOperatorState();
        KeySample sample = operatorState
                ? null
                : new KeySample(
                        List.of(7),
                        new Estimate(n * 128.0, n * 120.0, n * 136.0, 0.95),
                        new Estimate(n * 128.0, n * 120.0, n * 136.0, 0.95),
                        new KeySample.Columns(
                                hashes,
                                values,
                                bytes,
                                entries,
                                timeToLive == TimeToLive.ON ? stamps : null,
                                namespace == NamespaceKind.TIME_WINDOW ? ends : null));
        long size = keys.stream().mapToLong(key -> (long) key.bytes).sum() * (operatorState ? 1 : 128);
        StateObservation state = new StateObservation(
                "orders",
                kind,
                serializer,
                timeToLive,
                namespace,
                declared,
                size,
                size / 4,
                (long) n * 128,
                0L,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                sample);
        boolean deployed = today > deployedOn;
        double mark = watermark.applyAsDouble(today);
        return new Observation(
                new JobRef("job", "shop"),
                START.plusMillis((long) (today * DAY * 1000)),
                observations.size() + 1,
                deployed ? START.plusMillis((long) (deployedOn * DAY * 1000)) : START,
                deployed ? (Long) (long) observations.size() : null,
                new CheckpointCost(2_000L, 600_000L, null),
                List.of(new OperatorObservation(
                        new OperatorRef("0a", "orders-uid", "Orders"),
                        4,
                        128,
                        (long) records,
                        Double.isNaN(mark) ? null : (Long) millis(mark),
                        0,
                        0,
                        List.of(state))),
                List.of());
    }

    private static long millis(double day) {
        return START.toEpochMilli() + (long) (day * DAY * 1000);
    }

    public List<Observation> observations() {
        return List.copyOf(observations);
    }

    JobEvidence evidence() {
        JobCohorts cohorts = new JobCohorts(SETTINGS.cohorts());
        observations.forEach(cohorts::observe);
        return Objects.requireNonNull(cohorts.evidence());
    }

    public List<Finding> judge() {
        return judge(Declarations.NONE);
    }

    List<Finding> judge(Declarations declarations) {
        return new LifeJudge(SETTINGS).judge(evidence(), declarations, Limits.NONE, List.of());
    }

    static Duration days(double days) {
        return Duration.ofMillis((long) (days * DAY * 1000));
    }
}
