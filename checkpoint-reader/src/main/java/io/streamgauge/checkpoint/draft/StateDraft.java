package io.streamgauge.checkpoint.draft;

import io.streamgauge.checkpoint.report.DataAge;
import io.streamgauge.checkpoint.report.FullScan;
import io.streamgauge.checkpoint.report.KeySample;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.report.StateSize;
import io.streamgauge.checkpoint.report.SubtaskSize;
import io.streamgauge.checkpoint.report.TimeHistogram;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One state of one operator, while what is known of it comes together. One thread. */
public final class StateDraft {
    private final String name;
    private final Declared declared;
    private final Notes notes = new Notes();
    private final GroupShares groups;
    private final TreeMap<Integer, Part> subtasks = new TreeMap<>();
    private final Part all = new Part();
    private final Tally tombstones = new Tally();
    private final Tally operands = new Tally();
    private final Tally rangeDeletions = new Tally();
    private final Tally rawKeys = new Tally();
    private final Tally rawValues = new Tally();
    private boolean countsOnly;
    private boolean undivided;
    private int files;
    private long oldestSeconds = Long.MAX_VALUE;
    private long newestSeconds = Long.MIN_VALUE;
    private boolean ageUnknown;
    private int[] levels = new int[0];
    private boolean levelsUnknown;
    private Scanned scanned = Scanned.NOTHING;
    private @Nullable TimeHistogram dueTimes;

    private static final class Part {
        private long bytes;
        private final Tally entries = new Tally();
    }

    /** What the data told. */
    public record Scanned(
            @Nullable KeySample sample,
            @Nullable FullScan scan,
            @Nullable TimeHistogram lastAccess,
            @Nullable TimeHistogram windowEnds) {
        static final Scanned NOTHING = new Scanned(null, null, null, null);
    }

    public StateDraft(String name, Declared declared, int maxParallelism) {
        this.name = name;
        this.declared = declared;
        this.groups = new GroupShares(declared.kind().isOperatorState() ? 0 : maxParallelism);
    }

    public String name() {
        return name;
    }

    public Declared declared() {
        return declared;
    }

    public Notes notes() {
        return notes;
    }

    public GroupShares groups() {
        return groups;
    }

    /** That the subtask has a backend with this state, even if there is nothing in it. */
    public void subtask(int subtask) {
        subtasks.computeIfAbsent(subtask, index -> new Part());
    }

    public void table(int subtask, StateTable table) {
        files++;
        TableFacts facts = table.facts();
        OptionalLong entries = facts == null ? OptionalLong.empty() : facts.entries();
        part(subtask, table.sizeBytes(), entries);
        tombstones.add(facts == null ? OptionalLong.empty() : facts.tombstones());
        operands.add(facts == null ? OptionalLong.empty() : facts.mergeOperands());
        rangeDeletions.add(facts == null ? OptionalLong.empty() : facts.rangeDeletions());
        rawKeys.add(facts == null ? OptionalLong.empty() : facts.rawKeyBytes());
        rawValues.add(facts == null ? OptionalLong.empty() : facts.rawValueBytes());
        ageUnknown |= facts == null
                || facts.oldestSeconds().isEmpty()
                || facts.newestSeconds().isEmpty();
        if (facts != null) {
            oldestSeconds = Math.min(oldestSeconds, facts.oldestSeconds().orElse(oldestSeconds));
            newestSeconds = Math.max(newestSeconds, facts.newestSeconds().orElse(newestSeconds));
        }
        if (table.manifestFile() == null) {
            levelsUnknown = true;
        } else {
            int level = table.manifestFile().level();
            levels = level < levels.length ? levels : Arrays.copyOf(levels, level + 1);
            levels[level]++;
        }
    }

    private void part(int subtask, long bytes, OptionalLong entries) {
        Part part = subtasks.computeIfAbsent(subtask, index -> new Part());
        part.bytes += bytes;
        part.entries.add(entries);
        all.bytes += bytes;
        all.entries.add(entries);
    }

    /** Operator state: its elements are told, and nothing that a table file would tell. */
    public void elements(int subtask, long bytes, OptionalLong elements) {
        countsOnly = true;
        part(subtask, bytes, elements);
    }

    /** That it is in a stream together with other states. */
    public void inStream() {
        undivided = true;
    }

    public void dueTimes(@Nullable TimeHistogram histogram) {
        dueTimes = histogram;
    }

    public boolean knowsDueTimes() {
        return dueTimes != null;
    }

    public void scanned(Scanned what) {
        scanned = what;
    }

    /** In checkpoint storage; of what is told apart. */
    public long bytes() {
        return undivided ? 0 : all.bytes;
    }

    public StateReport report() {
        boolean noTables = countsOnly || undivided;
        if (noTables) {
            List.of(tombstones, operands, rangeDeletions, rawKeys, rawValues).forEach(Tally::addUnknown);
        }
        if (undivided) {
            all.entries.addUnknown();
        }
        List<SubtaskSize> sizes = new ArrayList<>();
        if (!undivided) {
            subtasks.forEach((index, part) -> sizes.add(new SubtaskSize(index, part.bytes, part.entries.orNull())));
        }
        return new StateReport(
                name,
                declared.kind(),
                declared.serializers(),
                declared.timeToLive(),
                declared.namespace(),
                new StateSize(
                        undivided ? null : (Long) all.bytes,
                        files,
                        all.entries.orNull(),
                        tombstones.orNull(),
                        operands.orNull(),
                        rangeDeletions.orNull(),
                        rawKeys.orNull(),
                        rawValues.orNull()),
                age(),
                sizes,
                undivided ? null : groups.sizes(),
                noTables || levelsUnknown || files == 0
                        ? null
                        : Arrays.stream(levels).boxed().toList(),
                dueTimes,
                scanned.lastAccess(),
                scanned.windowEnds(),
                scanned.sample(),
                scanned.scan(),
                notes.list());
    }

    private DataAge age() {
        return files == 0 || ageUnknown
                ? DataAge.UNKNOWN
                : new DataAge(Instant.ofEpochSecond(oldestSeconds), Instant.ofEpochSecond(newestSeconds));
    }
}
