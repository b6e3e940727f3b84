package io.streamgauge.checkpoint.sample;

import io.streamgauge.checkpoint.report.FullScan.HeavyKey;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The keys with the most bytes. Exact, since each key is seen once. Not thread-safe. */
final class HeaviestKeys {
    private static final Comparator<HeavyKey> LIGHTEST_FIRST =
            Comparator.comparingLong(HeavyKey::bytes).thenComparing(HeavyKey::hash);

    private final int most;
    private final PriorityQueue<HeavyKey> heaviest = new PriorityQueue<>(LIGHTEST_FIRST);

    HeaviestKeys(int most) {
        this.most = most;
    }

    void add(LiveKey key) {
        HeavyKey lightest = heaviest.peek();
        if (heaviest.size() < most || (lightest != null && key.bytes > lightest.bytes())) {
            heaviest.add(new HeavyKey(key.hash(), key.bytes, key.elements, key.keyGroup));
            if (heaviest.size() > most) {
                heaviest.poll();
            }
        }
    }

    List<HeavyKey> heaviestFirst() {
        return heaviest.stream().sorted(LIGHTEST_FIRST.reversed()).toList();
    }
}
