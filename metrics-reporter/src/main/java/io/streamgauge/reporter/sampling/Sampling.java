package io.streamgauge.reporter.sampling;

import io.streamgauge.reporter.index.MetricBlock;
import io.streamgauge.reporter.index.MetricTables;
import io.streamgauge.reporter.problem.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
public final class Sampling {

    /** With so many threads stuck no gauge is read any more; one thread more is left for the other metrics. */
    static final int MAX_STUCK = 4;
    /** A metric must be seen in the same place this often, so that a pause of the whole JVM is not blamed on it. */
    private static final int LOOKS = 5;
    /** Histograms that stand still are read anew each so many reports. */
    private static final int RECOMPUTE_EVERY = 12;
    /** Reports left out after a metric was stuck again and again. */
    private static final int MAX_PAUSE_REPORTS = 64;

    /** A thread that is held, and the run that was taken from it. */
    private static final class Stuck {
        final Sampler sampler;
        final Run run;

        Stuck(Sampler sampler, Run run) {
            this.sampler = sampler;
            this.run = run;
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
    /** Of gauges, by class. Weak, so that no user class is kept from unloading. */
    private final Map<Object, Penalty> gaugePenalties = new WeakHashMap<>();
    /** Of other metrics, by id. */
    private final Map<Object, Penalty> penalties = new HashMap<>();

    private @Nullable Sampler sampler;
    private long reports;
    /** Position of the metric that was seen in the same place {@link #LOOKS} times. */
    private int seenAt;
    /** Read by samplers too. */
    private volatile int stuckCount;

    public Sampling(ThreadFactory threads, Duration gaugeTimeout, Problems problems) {
        this.threads = threads;
        this.lookNanos = gaugeTimeout.toNanos() / LOOKS;
        this.problems = problems;
    }

    /** Has all metrics read and settled. Comes back in any case, at worst after {@link #MAX_STUCK} timeouts. */
    public void read(MetricTables tables, Changes changes) {
        reports++;
        Set<Object> blocked = blockedNow();
        boolean recompute = reports % RECOMPUTE_EVERY == 0;
        List<MetricBlock> blocks = tables.blocks();
        int size = tables.size();
        int from = 0;
        while (from < size) {
            if (stuck.size() > MAX_STUCK) {
                for (int position = from; position < size; position++) {
                    int place = tables.placeAt(position);
                    changes.blocked(tables.block(place), MetricTables.row(place));
                }
                return;
            }
            boolean withGauges = stuck.size() < MAX_STUCK;
            Run run = new Run(blocks, from, blocked, withGauges, recompute, changes);
            Sampler reader = freeSampler();
            reader.start(run);
            int at = watch(run);
            if (at == Run.NOT_TAKEN) {
                return;
            }
            Object culprit = run.blockKey(at);
            blocked = with(blocked, culprit);
            stuck.add(new Stuck(reader, run));
            stuckCount = stuck.size();
            sampler = null;
            if (at == seenAt) {
                int place = tables.placeAt(at);
                changes.blocked(tables.block(place), MetricTables.row(place));
                blame(culprit, tables.block(place).fullName(MetricTables.row(place)));
            }
            // Else the one before came back at the last moment, and this one is only passed over.
            from = at + 1;
        }
    }

    /** Returns the position of the metric from which the run was taken, or {@link Run#NOT_TAKEN} if the run is done. */
    private int watch(Run run) {
        seenAt = run.position();
        int looks = 0;
        long lookedAt = System.nanoTime();
        while (!run.isDone()) {
            if (run.hasFailed()) {
                // Its thread is about to end, and would read no other run.
                sampler = null;
                throw new IllegalStateException("sampler ended by an error");
            }
            LockSupport.parkNanos(this, lookNanos);
            long now = System.nanoTime();
            int position = run.position();
            if (position != seenAt) {
                seenAt = position;
                looks = 0;
                lookedAt = now;
            } else if (now - lookedAt >= lookNanos) {
                looks++;
                lookedAt = now;
            }
            if (looks >= LOOKS) {
                int at = run.take();
                if (at != Run.NOT_TAKEN) {
                    return at;
                }
            }
        }
        return Run.NOT_TAKEN;
    }

    private void blame(Object key, String fullName) {
        Map<Object, Penalty> penaltiesOfKind = key instanceof Class ? gaugePenalties : penalties;
        Penalty penalty = penaltiesOfKind.computeIfAbsent(key, unused -> new Penalty());
        penalty.times++;
        penalty.untilReport = reports + Math.min(MAX_PAUSE_REPORTS, 1 << Math.min(10, penalty.times - 1));
        problems.note("blocked for " + lookNanos * LOOKS / 1_000_000 + " ms", fullName);
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
        if (stuck.isEmpty() && gaugePenalties.isEmpty() && penalties.isEmpty()) {
            return Set.of();
        }
        stuck.removeIf(one -> one.sampler.hasEnded());
        stuckCount = stuck.size();
        Set<Object> blocked = new HashSet<>();
        stuck.forEach(one -> blocked.add(one.run.heldBy()));
        addPunished(gaugePenalties, blocked);
        addPunished(penalties, blocked);
        return blocked;
    }

    /** A run keeps the set that it was given. */
    private static Set<Object> with(Set<Object> blocked, Object culprit) {
        Set<Object> more = new HashSet<>(blocked);
        more.add(culprit);
        return more;
    }

    private void addPunished(Map<Object, Penalty> penaltiesOfKind, Set<Object> blocked) {
        for (Iterator<Map.Entry<Object, Penalty>> i = penaltiesOfKind.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<Object, Penalty> penalty = i.next();
            if (penalty.getValue().untilReport > reports) {
                blocked.add(penalty.getKey());
            } else if (penalty.getValue().untilReport + MAX_PAUSE_REPORTS < reports) {
                // Good for a long time: forgiven.
                i.remove();
            }
        }
    }

    /** Threads that a metric held when it was last looked. Any thread. */
    public int stuckCount() {
        return stuckCount;
    }

    /** Ends its thread, unless a metric holds it. */
    public void close() {
        if (sampler != null) {
            Changes none = new Changes((block, row) -> {}, problems);
            sampler.end(new Run(List.of(), 0, Set.of(), true, false, none));
        }
    }
}
