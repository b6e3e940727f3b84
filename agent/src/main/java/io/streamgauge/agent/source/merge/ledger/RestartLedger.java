package io.streamgauge.agent.source.merge.ledger;

import io.streamgauge.agent.fact.RestartFacts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells the restarts of one job from the failures that caused them. While no slot is free each attempt fails again, so
 * that one lost TaskManager can leave a dozen entries and attempts: a failure is counted again only once all tasks had
 * been running in between.
 */
public final class RestartLedger {

    private static final int MOST_STARTS = 64;

    /** Attempts that nothing explained for so long were caused by a failure that nobody told. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** So long after a failure its tasks may still be listed as running. */
    private static final Duration LAG = Duration.ofSeconds(1);

    /** When all tasks began to run (again), oldest first. */
    private final Deque<Instant> starts = new ArrayDeque<>();

    private boolean running;
    private boolean everCounted;
    private long attempts;
    private long failures;
    private @Nullable Long lastCount;
    private @Nullable Instant lastFailure;
    private @Nullable Instant unexplainedSince;

    /** Flink's own count less rescales; begins at 0 again with another JobManager. */
    public void counted(long count, Instant now) {
        Long before = lastCount;
        lastCount = count;
        everCounted = true;
        if (before == null || before == count) {
            return;
        }
        attempts += count > before ? count - before : count;
        if (unexplainedSince == null && (count > before || count > 0)) {
            unexplainedSince = now;
        }
    }

    /**
     * Takes in whether all tasks ran at that time; says whether they began to, for the first time or again. What is
     * older than the last start says nothing: one source may tell late what another told at once.
     */
    public boolean running(boolean allTasks, Instant at) {
        Instant failure = lastFailure;
        Instant start = starts.peekLast();
        if (!allTasks) {
            running = running && start != null && at.isBefore(start);
            return false;
        }
        if (failure != null && (start == null || start.isBefore(failure))) {
            if (!at.isAfter(failure.plus(LAG))) {
                return false;
            }
        } else if (running) {
            return false;
        }
        running = true;
        starts.addLast(at);
        if (starts.size() > MOST_STARTS) {
            starts.removeFirst();
        }
        return true;
    }

    /**
     * Takes in failed attempts.
     *
     * @param times when attempts failed, as REST and events tell; may repeat what was told before
     * @param since what failed before is history
     * @return when a failure began that was not counted before; null where none did
     */
    @Nullable
    public Instant failed(Collection<Instant> times, Instant since, Instant now) {
        TreeSet<Instant> ordered = new TreeSet<>(times);
        Instant unexplained = unexplainedSince;
        Instant last = lastFailure;
        if (unexplained != null) {
            Instant newest = ordered.isEmpty() ? last : ordered.last();
            if (newest != null && newest.isAfter(unexplained.minus(PATIENCE))) {
                unexplainedSince = null;
            } else if (unexplained.plus(PATIENCE).isBefore(now)) {
                ordered.add(unexplained);
                unexplainedSince = null;
            }
        }
        Instant began = null;
        for (Instant time : ordered) {
            Instant before = lastFailure;
            if (time.isBefore(since) || (before != null && !time.isAfter(before))) {
                continue;
            }
            if (before == null || ranBetween(before, time)) {
                failures++;
                began = time;
            }
            lastFailure = time;
        }
        return began;
    }

    private boolean ranBetween(Instant from, Instant to) {
        return starts.stream().anyMatch(start -> start.isAfter(from) && start.isBefore(to));
    }

    /**
     * The counts up to now.
     *
     * @param told whether anything could have told of failures
     */
    public RestartFacts facts(boolean told) {
        return new RestartFacts(everCounted ? attempts : null, told ? failures : null);
    }

    public void write(DataOutput out) throws IOException {
        out.writeBoolean(everCounted);
        out.writeLong(attempts);
        out.writeLong(failures);
        out.writeLong(lastCount == null ? -1 : lastCount);
        out.writeLong(lastFailure == null ? Long.MIN_VALUE : lastFailure.toEpochMilli());
    }

    public static RestartLedger read(DataInput in) throws IOException {
        RestartLedger ledger = new RestartLedger();
        ledger.everCounted = in.readBoolean();
        ledger.attempts = in.readLong();
        ledger.failures = in.readLong();
        long count = in.readLong();
        ledger.lastCount = count < 0 ? null : count;
        long failure = in.readLong();
        ledger.lastFailure = failure == Long.MIN_VALUE ? null : Instant.ofEpochMilli(failure);
        return ledger;
    }
}
