package io.streamgauge.checkpoint.sample;

import io.streamgauge.checkpoint.key.SaltedHash;
import io.streamgauge.checkpoint.report.FullScan;
import io.streamgauge.checkpoint.report.KeySample;
import io.streamgauge.checkpoint.report.NamespaceKind;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns of one state what its live entries tell: of the sampled key groups every key, of a full scan counts and the heaviest keys. Entries
 * are shown one key group after the other, each group as a whole. Not thread-safe.
 */
public final class StateSampler {

    /**
     * How much is kept.
     *
     * @param mostKeys in the columns of a sample
     * @param heaviestKeys of a full scan
     */
    public record Limits(int mostKeys, int heaviestKeys) {}

    private final List<Integer> sampledGroups;
    private final double probability;
    private final boolean full;
    private final BitSet sampled = new BitSet();
    private final StateTimes times = StateTimes.empty();
    private final LiveKeys keys;
    private final SampledKeys columns;
    private final HeaviestKeys heaviest;
    private final SizeQuantiles sizes = new SizeQuantiles();
    private final ClusterSums keySums = new ClusterSums();
    private final ClusterSums entrySums = new ClusterSums();
    /** Of one key group: keys with their namespaces, and entries, under each key. */
    private final Map<Long, long[]> clusters = new HashMap<>();

    private int clustersGroup = -1;
    private long keyCount;

    /**
     * For one state.
     *
     * @param sampledGroups whose keys make the sample
     * @param maxParallelism how many key groups there are
     * @param full whether all key groups are shown; else the sampled ones alone
     */
    public StateSampler(
            StateLayout layout,
            SaltedHash hash,
            Limits limits,
            List<Integer> sampledGroups,
            int maxParallelism,
            boolean full) {
        this.sampledGroups = sampledGroups;
        this.probability = (double) sampledGroups.size() / maxParallelism;
        this.full = full;
        this.keys = new LiveKeys(layout, hash, sampled, times, this::key);
        boolean windows = layout.namespace() == NamespaceKind.TIME_WINDOW;
        this.columns = new SampledKeys(limits.mostKeys(), layout.values().hasTtl(), windows && !layout.timers());
        this.heaviest = new HeaviestKeys(limits.heaviestKeys());
        sampledGroups.forEach(sampled::set);
    }

    /**
     * Sees one live entry.
     *
     * @param key from index 0 on; not kept
     * @param value the whole value, elements of lists joined by commas; not kept
     * @param parts of which it was joined
     */
    public void entry(byte[] key, int keyLength, byte[] value, int valueStart, int valueLength, int parts) {
        keys.entry(key, keyLength, value, valueStart, valueLength, parts);
    }

    /** To be called after the last entry, before anything is asked. */
    public void end() {
        keys.flush();
        closeClusters();
    }

    private void key(LiveKey key) {
        if (full) {
            keyCount++;
            sizes.add(key.bytes);
            heaviest.add(key);
        }
        if (key.keyGroup < 0 || !sampled.get(key.keyGroup)) {
            return;
        }
        if (key.keyGroup != clustersGroup) {
            closeClusters();
            clustersGroup = key.keyGroup;
        }
        columns.add(key);
        long[] counts = clusters.computeIfAbsent(key.clusterHash, hash -> new long[2]);
        counts[0]++;
        counts[1] += key.entries;
    }

    private void closeClusters() {
        for (long[] counts : clusters.values()) {
            keySums.add((double) counts[0]);
            entrySums.add((double) counts[1]);
        }
        clusters.clear();
    }

    /** Null where entries do not tell which key they are of. */
    public @Nullable KeySample sample() {
        return keys.notSplit() > 0
                ? null
                : new KeySample(
                        sampledGroups,
                        keySums.estimate(probability),
                        entrySums.estimate(probability),
                        columns.columns());
    }

    /** Of a full scan. */
    public FullScan scan() {
        boolean split = keys.notSplit() == 0;
        return new FullScan(
                split ? keyCount : null,
                keys.entries(),
                split ? sizes.quantiles() : null,
                split ? heaviest.heaviestFirst() : List.of());
    }

    /** How many entries do not tell which key they are of. */
    public long notSplit() {
        return keys.notSplit();
    }

    /** What was counted has to be multiplied with to stand for the whole state. */
    public double factor() {
        return full ? 1 : 1 / probability;
    }

    public StateTimes times() {
        return times;
    }
}
