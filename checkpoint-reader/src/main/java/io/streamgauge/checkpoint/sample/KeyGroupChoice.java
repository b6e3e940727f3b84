package io.streamgauge.checkpoint.sample;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses the key groups of a sample by a hash of operator and state: the same ones in each checkpoint of a job, others for each state.
 * More of them include the fewer.
 */
public final class KeyGroupChoice {
    private static final int USUAL_GROUPS = 128;

    private KeyGroupChoice() {}

    /**
     * Chooses.
     *
     * @param maxParallelism how many groups there are
     * @param of128 how many of 128 are wanted: of more or fewer groups in proportion, but at least one
     * @return ascending
     */
    public static List<Integer> choose(String operatorId, String state, int maxParallelism, int of128) {
        long wanted = Math.round((double) of128 * maxParallelism / USUAL_GROUPS);
        int count = (int) Math.max(1, Math.min(maxParallelism, wanted));
        long seed = seed(operatorId + '\n' + state);
        List<Integer> groups = new ArrayList<>();
        for (int group = 0; group < maxParallelism; group++) {
            groups.add(group);
        }
        groups.sort(
                Comparator.comparingLong((Integer group) -> mix(seed + group)).thenComparing(group -> group));
        return groups.subList(0, count).stream().sorted().toList();
    }

    /** FNV-1a, of 64 bits. */
    private static long seed(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (next & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mix(long value) {
        long z = value * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
