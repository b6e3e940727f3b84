package io.streamgauge.reporter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads all metrics on another thread and watches it. A metric that holds the thread for longer than the bound is given
 * up together with the thread, and a new thread goes on behind it. Owned by the reporter's thread.
 */
final class Sampling {

    /** With so many threads stuck no gauge is read any more; one thread more is left for the other metrics. */
    static final int MAX_STUCK = 4;
    /** A metric must be seen in the same place this often, so that a pause of the whole JVM is not blamed on it. */
    private static final int LOOKS = 5;
    /** Histograms that stand still are read anew each so many reports. */
    private static final int RECOMPUTE_EVERY = 12;
    /** Reports left out after a metric was stuck again and again. */
    private static final int MAX_PAUSE_REPORTS = 64;

    /** A thread that is held, and by what. */
    private static final class Stuck {
        final Sampler sampler;
        final Object key;

        Stuck(Sampler sampler, Object key) {
            this.sampler = sampler;
            this.key = key;
        }
    }

    /** How long a metric that was stuck is left alone after its thread came back. */
    private static final class Penalty {
        int times;
        long untilReport;
    }

    private final ThreadFactory threads;
    private final long lookNanos;
    private final Problems problems;
    private final List<Stuck> stuck = new ArrayList<>();
    /** By {@link #blockKey}. Weak, so that no user class is kept from unloading. */
    private final Map<Object, Penalty> penalties = new WeakHashMap<>();

    private @Nullable Sampler sampler;
    private long reports;

    Sampling(ThreadFactory threads, Duration gaugeTimeout, Problems problems) {
        this.threads = threads;
        this.lookNanos = gaugeTimeout.toNanos() / LOOKS;
        this.problems = problems;
    }

    /** Gauges block by class, since the next one of the same code would too; other metrics alone, as classes are shared. */
    static Object blockKey(Entry entry) {
        return entry.kind == Entry.GAUGE ? entry.metric.getClass() : entry;
    }

    /** Fills in the fresh fields of all entries. Comes back in any case, at worst after {@link #MAX_STUCK} timeouts. */
    void read(List<Entry> entries) {
        reports++;
        Set<Object> blocked = blockedNow();
        boolean recompute = reports % RECOMPUTE_EVERY == 0;
        int from = 0;
        while (from < entries.size()) {
            if (stuck.size() > MAX_STUCK) {
                entries.subList(from, entries.size()).forEach(entry -> MetricReader.setAbsent(entry, Outcome.BLOCKED));
                return;
            }
            boolean withGauges = stuck.size() < MAX_STUCK;
            Sampler.Run run = new Sampler.Run(entries, from, Set.copyOf(blocked), withGauges, recompute, problems);
            Sampler reader = freeSampler();
            reader.start(run);
            int at = watch(run);
            if (at < entries.size()) {
                giveUp(reader, entries.get(at));
                blocked.add(blockKey(entries.get(at)));
            }
            from = at + 1;
        }
    }

    /** Returns the position where the run ended: the number of entries, or that of the metric that is stuck. */
    private int watch(Sampler.Run run) {
        int last = run.position();
        int looks = 0;
        long lookedAt = System.nanoTime();
        while (!run.isDone()) {
            LockSupport.parkNanos(this, lookNanos);
            long now = System.nanoTime();
            int position = run.position();
            if (position != last) {
                last = position;
                looks = 0;
                lookedAt = now;
            } else if (now - lookedAt >= lookNanos) {
                looks++;
                lookedAt = now;
            }
            if (looks >= LOOKS && run.takeAt(last)) {
                return last;
            }
        }
        return run.position();
    }

    private void giveUp(Sampler reader, Entry culprit) {
        MetricReader.setAbsent(culprit, Outcome.BLOCKED);
        Object key = blockKey(culprit);
        stuck.add(new Stuck(reader, key));
        sampler = null;
        Penalty penalty = penalties.computeIfAbsent(key, unused -> new Penalty());
        penalty.times++;
        penalty.untilReport = reports + Math.min(MAX_PAUSE_REPORTS, 1 << Math.min(10, penalty.times - 1));
        problems.note("blocked for " + lookNanos * LOOKS / 1_000_000 + " ms", culprit.fullName());
    }

    private Sampler freeSampler() {
        Sampler free = sampler;
        if (free == null || free.hasEnded()) {
            free = new Sampler();
            threads.newThread(free).start();
            sampler = free;
        }
        return free;
    }

    /** What still holds a thread, or did so too often of late. */
    private Set<Object> blockedNow() {
        stuck.removeIf(one -> one.sampler.hasEnded());
        Set<Object> blocked = new HashSet<>();
        stuck.forEach(one -> blocked.add(one.key));
        for (Iterator<Map.Entry<Object, Penalty>> i = penalties.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<Object, Penalty> penalty = i.next();
            if (penalty.getValue().untilReport > reports) {
                blocked.add(penalty.getKey());
            } else if (penalty.getValue().untilReport + MAX_PAUSE_REPORTS < reports) {
                // Good for a long time: forgiven.
                i.remove();
            }
        }
        return blocked;
    }

    /** Threads that a metric holds now. */
    int stuckCount() {
        stuck.removeIf(one -> one.sampler.hasEnded());
        return stuck.size();
    }

    void close() {
        if (sampler != null) {
            sampler.end(new Sampler.Run(List.of(), 0, Set.of(), true, false, problems));
        }
    }
}
