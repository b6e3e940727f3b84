package io.streamgauge.agent.analysis.leak;

import java.time.Duration;

/**
 * When growing state is called a leak. All durations are settings, so that a test can compress days into minutes.
 *
 * @param warmUp not judged after a cold start, restart or rescale: no state has reached its level yet
 * @param window the shortest time over which growth must be seen; longer than most lifetimes and times to live, or their
 *     ramps are taken for leaks
 * @param longestWindow slower growth is looked for over twice, four times, ... the window, up to this
 * @param buckets the window is cut into as many; each has one floor, so each should be no shorter than about half a cycle
 *     of flushes and compactions
 * @param leastGrowth of the size at the start of a window: growth by less is no concern yet
 * @param leastKeys growth by fewer entries is no concern, whatever the share
 * @param watermarkStall an operator's watermark that stands still for this long while records come in has stalled
 */
public record LeakSettings(
        Duration warmUp,
        Duration window,
        Duration longestWindow,
        int buckets,
        double leastGrowth,
        long leastKeys,
        Duration watermarkStall) {

    public LeakSettings {
        positive("warm-up", warmUp);
        positive("window", window);
        positive("watermark-stall", watermarkStall);
        if (longestWindow.compareTo(window) < 0) {
            throw new IllegalArgumentException("longest-window: must be at least window (" + window + "), was "
                    + longestWindow + "; raise it, or lower window");
        }
        if (buckets < 7 || buckets > 1000) {
            throw new IllegalArgumentException("buckets: must be 7 to 1000, was " + buckets);
        }
        if (!(leastGrowth > 0 && leastGrowth <= 100)) {
            throw new IllegalArgumentException(
                    "least-growth: must be above 0 and at most 100 (a share of the size), was " + leastGrowth);
        }
        if (leastKeys < 1) {
            throw new IllegalArgumentException("least-keys: must be at least 1, was " + leastKeys);
        }
    }

    /** For production: two days until the first suspicion; over the longest window each bucket is one day. */
    public static LeakSettings defaults() {
        return new LeakSettings(
                Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(8), 10, 0.03, 100, Duration.ofMinutes(10));
    }

    /** For the sample job with its default lifetimes of seconds: about three and a half minutes until a suspicion. */
    public static LeakSettings compressed() {
        return new LeakSettings(
                Duration.ofSeconds(60),
                Duration.ofSeconds(150),
                Duration.ofMinutes(20),
                10,
                0.25,
                100,
                Duration.ofSeconds(60));
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": must be above 0, was " + value);
        }
    }
}
