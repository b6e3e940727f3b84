package io.streamgauge.samplejob.traffic;

import java.io.Serializable;

/** Chance that can be repeated: a well-mixed number for a seed and up to two others, with no state in between. */
public final class SeededHash implements Serializable {

    private static final long serialVersionUID = 1L;

    private final long seed;

    public SeededHash(long seed) {
        this.seed = mix(seed);
    }

    long of(long a, long b) {
        return mix(mix(seed ^ a) + b);
    }

    /** Evenly spread over 0 (included) to 1 (not included). */
    public double unit(long a, long b) {
        return (of(a, b) >>> 11) * 0x1.0p-53;
    }

    /** Evenly spread over 0 (included) to the bound (not included). */
    int below(int bound, long a, long b) {
        return (int) (unit(a, b) * bound);
    }

    /** The finalizer of splitmix64 (Steele, Lea, Flood 2014). */
    static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
