package io.streamgauge.agent.source.merge.ledger;

import io.streamgauge.agent.fact.CheckpointRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the checkpoints of one job, each once, whatever told of it and how often: REST, a span, an event. Savepoints are
 * passed on but not counted. Counts only grow, also over JobManagers that begin to count anew.
 */
public final class CheckpointLedger {

    private static final int MOST_REMEMBERED = 512;

    /** Tellings of one id that lie this close are of one checkpoint; a job that starts over uses its ids again. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    /** When it was under way, as far as was told. */
    private record Seen(Instant from, Instant to, boolean passedOn) {

        boolean isOf(Instant otherFrom, Instant otherTo) {
            return !otherFrom.isAfter(to.plus(SLACK)) && !otherTo.isBefore(from.minus(SLACK));
        }
    }

    private final Map<Long, Seen> seen = new HashMap<>();
    private Instant forgottenBefore = Instant.MIN;
    private long completed;
    private long failed;
    private @Nullable CheckpointRecord lastCompleted;
    private final List<CheckpointRecord> fresh = new ArrayList<>();

    /**
     * Takes in a checkpoint that came to an end, whoever tells of it.
     *
     * @param since what ended before is history: known, but neither counted nor news
     */
    public void ended(CheckpointRecord record, Instant since) {
        Instant from = record.triggeredAt();
        Instant to = from.plus(record.duration());
        boolean history = to.isBefore(since);
        if (to.isBefore(forgottenBefore)) {
            return;
        }
        Seen before = seen.get(record.id());
        boolean known = before != null && before.isOf(from, to);
        if (before != null && !known && to.isBefore(before.from)) {
            return;
        }
        if (!known && !history && !record.savepoint()) {
            count(record.completed());
        }
        if (!history && !(known && before != null && before.passedOn)) {
            fresh.add(record);
        }
        seen.put(record.id(), new Seen(from, to, true));
        if (record.completed() && !record.savepoint()) {
            lastCompleted = lastCompleted == null ? record : later(lastCompleted, record);
        }
        forgetOldest();
    }

    /** Told by an event, which says neither when it was triggered nor how large it was in flight. */
    public void told(long id, boolean success, boolean savepoint, Instant at, Instant since) {
        Seen before = seen.get(id);
        if (at.isBefore(since) || at.isBefore(forgottenBefore) || (before != null && before.isOf(at, at))) {
            return;
        }
        if (!savepoint) {
            count(success);
        }
        seen.put(id, new Seen(at, at, false));
        forgetOldest();
    }

    private void count(boolean success) {
        if (success) {
            completed++;
        } else {
            failed++;
        }
    }

    private static CheckpointRecord later(CheckpointRecord one, CheckpointRecord other) {
        if (one.id() == other.id() && one.triggeredAt().equals(other.triggeredAt())) {
            return filled(one, other);
        }
        return one.triggeredAt().isAfter(other.triggeredAt()) ? one : other;
    }

    /** The same checkpoint, told twice. */
    private static CheckpointRecord filled(CheckpointRecord one, CheckpointRecord other) {
        return new CheckpointRecord(
                one.id(),
                true,
                one.triggeredAt(),
                one.duration(),
                either(one.fullBytes(), other.fullBytes()),
                either(one.incrementalBytes(), other.incrementalBytes()),
                either(one.processedInFlightBytes(), other.processedInFlightBytes()),
                either(one.persistedInFlightBytes(), other.persistedInFlightBytes()),
                either(one.unaligned(), other.unaligned()),
                false,
                either(one.externalPath(), other.externalPath()),
                null);
    }

    private static <T> @Nullable T either(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }

    private void forgetOldest() {
        while (seen.size() > MOST_REMEMBERED) {
            Map.Entry<Long, Seen> oldest = seen.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().to))
                    .orElseThrow();
            forgottenBefore = oldest.getValue().to;
            seen.remove(oldest.getKey());
        }
    }

    public long completed() {
        return completed;
    }

    public long failed() {
        return failed;
    }

    @Nullable
    public CheckpointRecord lastCompleted() {
        return lastCompleted;
    }

    /** Those that ended since the last call, in the order they were triggered. */
    public List<CheckpointRecord> takeFresh() {
        List<CheckpointRecord> taken = new ArrayList<>(fresh);
        taken.sort(Comparator.comparing(CheckpointRecord::triggeredAt).thenComparing(CheckpointRecord::id));
        fresh.clear();
        return taken;
    }

    public void write(DataOutput out) throws IOException {
        out.writeLong(completed);
        out.writeLong(failed);
        out.writeInt(seen.size());
        for (Map.Entry<Long, Seen> entry : seen.entrySet()) {
            out.writeLong(entry.getKey());
            out.writeLong(entry.getValue().from.toEpochMilli());
            out.writeLong(entry.getValue().to.toEpochMilli());
            out.writeBoolean(entry.getValue().passedOn);
        }
    }

    public static CheckpointLedger read(DataInput in) throws IOException {
        CheckpointLedger ledger = new CheckpointLedger();
        ledger.completed = in.readLong();
        ledger.failed = in.readLong();
        int count = in.readInt();
        if (count < 0 || count > MOST_REMEMBERED) {
            throw new IOException("memory of checkpoints: found " + count + " ids, expected up to " + MOST_REMEMBERED);
        }
        for (int i = 0; i < count; i++) {
            long id = in.readLong();
            Instant from = Instant.ofEpochMilli(in.readLong());
            Instant to = Instant.ofEpochMilli(in.readLong());
            ledger.seen.put(id, new Seen(from, to, in.readBoolean()));
        }
        return ledger;
    }
}
