package io.streamgauge.agent.observation;

import io.streamgauge.checkpoint.report.Estimate;
import io.streamgauge.checkpoint.report.KeySample;
import io.streamgauge.checkpoint.report.NamespaceKind;
import io.streamgauge.checkpoint.report.StateKind;
import io.streamgauge.checkpoint.report.TimeHistogram;
import io.streamgauge.checkpoint.report.TimeToLive;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A state whose sampled keys are played out one by one: they come, are touched, and go. Times are seconds since the job was
 * first observed. Of 128 key groups one is sampled.
 */
public final class PlayedState {

    private static final double FOR_EVER = Double.POSITIVE_INFINITY;
    private static final int GROUPS = 128;

    private static final class Key {
        final long hash;
        final double born;
        double dies;
        double touched;
        long value;
        final double windowEnd;

        Key(long hash, double born, double dies, double windowEnd) {
            this.hash = hash;
            this.born = born;
            this.touched = born;
            this.dies = dies;
            this.value = hash;
            this.windowEnd = windowEnd;
        }
    }

    /** How many come in a second, of the sampled ones, when so many have come before. */
    public interface Births {
        double perSecond(double second, long before);
    }

    /** What a key weighs. */
    public interface Weight {
        double bytes(double second, double age);
    }

    private final String name;
    private final Random random;
    private final List<Key> keys = new ArrayList<>();
    private StateKind kind = StateKind.VALUE;
    private NamespaceKind namespace = NamespaceKind.VOID;
    private TimeToLive timeToLive = TimeToLive.OFF;
    private @Nullable String serializer = "org.apache.flink.api.common.typeutils.base.LongSerializerSnapshot";
    private @Nullable Boolean declared;
    private Births births = (second, before) -> 0;
    private ToDoubleFunction<Random> lifetime = any -> FOR_EVER;
    private Weight weight = (second, age) -> 100;
    private double touchesPerSecond;
    private double ttlSeconds = FOR_EVER;
    private double compactionLag;
    private double windowSize;
    private double lateness;
    private double timersAhead;
    private double bytesWithoutKeys = Double.NaN;
    private double bytesPerSecond;
    private boolean sampled = true;
    private List<Integer> sampledGroups = List.of(7);
    private long came;

    PlayedState(String name, long seed) {
        this.name = name;
        this.random = new Random(seed * 31 + name.hashCode());
    }

    public PlayedState births(Births perSecond) {
        births = perSecond;
        return this;
    }

    /** Seconds that a key lives, drawn when it comes. */
    public PlayedState lifetime(ToDoubleFunction<Random> seconds) {
        lifetime = seconds;
        return this;
    }

    /** Of an exponential distribution. */
    public PlayedState livesOnAverage(double seconds) {
        return lifetime(any -> -seconds * Math.log(1 - any.nextDouble()));
    }

    /** A share of new keys is never cleared. */
    public PlayedState butForEver(double share) {
        ToDoubleFunction<Random> others = lifetime;
        return lifetime(any -> any.nextDouble() < share ? FOR_EVER : others.applyAsDouble(any));
    }

    public PlayedState weighs(Weight bytes) {
        weight = bytes;
        return this;
    }

    /** Each key is written so often. */
    public PlayedState touched(double perSecond) {
        touchesPerSecond = perSecond;
        return this;
    }

    /** Goes so long after the last write, and up to a lag later. */
    public PlayedState timeToLive(double seconds, double lag) {
        timeToLive = TimeToLive.ON;
        ttlSeconds = seconds;
        compactionLag = lag;
        return this;
    }

    public PlayedState windows(double size, double allowedLateness) {
        namespace = NamespaceKind.TIME_WINDOW;
        windowSize = size;
        lateness = allowedLateness;
        return this;
    }

    public PlayedState globalWindow() {
        namespace = NamespaceKind.GLOBAL_WINDOW;
        return this;
    }

    /** Each key is a timer, due so long after it came. */
    public PlayedState timers(double seconds) {
        kind = StateKind.EVENT_TIME_TIMERS;
        timersAhead = seconds;
        return this;
    }

    public PlayedState kind(StateKind one) {
        kind = one;
        return this;
    }

    public PlayedState serializer(String snapshotClass) {
        serializer = snapshotClass;
        return this;
    }

    public PlayedState declared(boolean byTheJob) {
        declared = byTheJob;
        return this;
    }

    /** Operator state: no keys, but so many bytes. */
    public PlayedState operatorState(StateKind one, double bytes, double morePerSecond) {
        kind = one;
        namespace = NamespaceKind.NONE;
        bytesWithoutKeys = bytes;
        bytesPerSecond = morePerSecond;
        sampled = false;
        return this;
    }

    public PlayedState unsampled() {
        sampled = false;
        return this;
    }

    public PlayedState sampledGroups(List<Integer> groups) {
        sampledGroups = groups;
        return this;
    }

    /** So many that were there before. */
    public PlayedState startsWith(int count) {
        for (int i = 0; i < count; i++) {
            comes(0, FOR_EVER);
        }
        return this;
    }

    /** Plays a stretch of time. */
    void play(double from, double to, DoubleUnaryOperator watermark) {
        double step = Math.max(1e-9, (to - from) / 4);
        for (double at = from; at < to - 1e-9; at += step) {
            int come = poisson(births.perSecond(at, came) * step);
            for (int i = 0; i < come; i++) {
                comes(at + step * random.nextDouble(), lifetime.applyAsDouble(random));
            }
        }
        if (touchesPerSecond > 0) {
            double share = 1 - Math.exp(-touchesPerSecond * (to - from));
            for (Key key : keys) {
                if (key.dies > to && random.nextDouble() < share) {
                    key.touched = from + (to - from) * random.nextDouble();
                    key.value = random.nextLong();
                    expires(key);
                }
            }
        }
        double eventTime = watermark.applyAsDouble(to);
        keys.removeIf(key -> key.dies <= to
                || (windowSize > 0 && key.windowEnd + lateness <= eventTime)
                || (timersAhead > 0 && key.born + timersAhead <= eventTime));
    }

    private void comes(double at, double lives) {
        came++;
        double end = windowSize > 0 ? (Math.floor(at / windowSize) + 1) * windowSize : Double.NaN;
        Key key = new Key(random.nextLong(), at, windowSize > 0 || timersAhead > 0 ? FOR_EVER : at + lives, end);
        expires(key);
        keys.add(key);
    }

    private void expires(Key key) {
        if (timeToLive == TimeToLive.ON) {
            key.dies = key.touched + ttlSeconds + compactionLag * random.nextDouble();
        }
    }

    private int poisson(double mean) {
        double rest = mean;
        int count = 0;
        while (rest > 0) {
            double part = Math.min(rest, 30);
            double product = random.nextDouble();
            double limit = Math.exp(-part);
            while (product > limit) {
                count++;
                product *= random.nextDouble();
            }
            rest -= part;
        }
        return count;
    }

    int live() {
        return keys.size();
    }

    StateObservation observe(double second, long epochMillis, double scale) {
        int n = keys.size();
        long[] hashes = new long[n];
        long[] values = new long[n];
        int[] bytes = new int[n];
        int[] entries = new int[n];
        long @Nullable [] stamps = timeToLive == TimeToLive.ON ? new long[n] : null;
        long @Nullable [] ends = windowSize > 0 ? new long[n] : null;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            Key key = keys.get(i);
            hashes[i] = key.hash;
            bytes[i] = (int) (weight.bytes(second, second - key.born) * scale);
            values[i] = key.value ^ bytes[i];
            entries[i] = 1;
            sum += bytes[i];
            if (stamps != null) {
                stamps[i] = epochMillis + (long) (key.touched * 1000);
            }
            if (ends != null) {
                ends[i] = epochMillis + (long) (key.windowEnd * 1000);
            }
        }
        double whole = (double) GROUPS / sampledGroups.size();
        double total =
                Double.isNaN(bytesWithoutKeys) ? sum * whole : (bytesWithoutKeys + bytesPerSecond * second) * scale;
        Estimate live = new Estimate(n * whole, n * whole * 0.95, n * whole * 1.05, 0.95);
        return new StateObservation(
                name,
                kind,
                serializer,
                timeToLive,
                namespace,
                declared,
                (long) total,
                (long) (total / 4),
                (long) (n * whole),
                0L,
                null,
                null,
                List.of(),
                timersAhead > 0 ? dueTimes(epochMillis, whole) : null,
                null,
                null,
                sampled
                        ? new KeySample(
                                sampledGroups,
                                live,
                                live,
                                new KeySample.Columns(hashes, values, bytes, entries, stamps, ends))
                        : null);
    }

    private TimeHistogram dueTimes(long epochMillis, double whole) {
        double[] due = keys.stream()
                .mapToDouble(key -> key.born + timersAhead)
                .sorted()
                .toArray();
        if (due.length == 0) {
            return new TimeHistogram(
                    new long[] {epochMillis, epochMillis + 1}, new double[1], TimeHistogram.Basis.SAMPLED);
        }
        int buckets = 32;
        long from = epochMillis + (long) (due[0] * 1000);
        long to = Math.max(from + buckets, epochMillis + (long) (due[due.length - 1] * 1000) + 1);
        long[] bounds = new long[buckets + 1];
        double[] counts = new double[buckets];
        for (int i = 0; i <= buckets; i++) {
            bounds[i] = from + (long) ((double) (to - from) * i / buckets);
        }
        for (double each : due) {
            long millis = epochMillis + (long) (each * 1000);
            int bucket = (int) Math.min(buckets - 1, (millis - from) * (double) buckets / (to - from));
            counts[bucket] += whole;
        }
        return new TimeHistogram(bounds, counts, TimeHistogram.Basis.SAMPLED);
    }
}
