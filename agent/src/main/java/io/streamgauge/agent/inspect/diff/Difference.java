package io.streamgauge.agent.inspect.diff;

import io.streamgauge.agent.inspect.part.Part;
import io.streamgauge.agent.inspect.part.Parts;
import io.streamgauge.agent.inspect.part.Reading;
import io.streamgauge.agent.inspect.part.Selection;
import io.streamgauge.agent.inspect.warning.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one checkpoint to another.
 *
 * @param changes what grew most first, what shrank most last, of unknown size after that
 */
public record Difference(Reading then, Reading now, List<PartChange> changes, List<Warning> warnings) {
    private static final Comparator<PartChange> GROWN_FIRST = Comparator.comparing(
                    (PartChange change) -> change.bytes() == null)
            .thenComparing(Comparator.comparingLong(Difference::knownBytes).reversed())
            .thenComparing(change -> change.named().fullTitle());

    public Difference {
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
    }

    /**
     * Compares.
     *
     * @param then the one compared with, which should be the older one
     */
    public static Difference of(Reading then, Reading now, Selection selection) {
        Map<Part.Key, Part> before = byKey(then, selection);
        List<PartChange> changes = new ArrayList<>();
        for (Part part : Parts.of(now.report(), selection).parts()) {
            changes.add(new PartChange(before.remove(part.key()), part));
        }
        before.values().forEach(gone -> changes.add(new PartChange(gone, null)));
        changes.sort(GROWN_FIRST);
        return new Difference(then, now, changes, DifferenceWarnings.of(then, now, changes));
    }

    /** Of the whole checkpoint. */
    public long bytes() {
        return now.report().bytes() - then.report().bytes();
    }

    /** Between the writing of both; null where that is not known. Negative if the one compared with is newer. */
    public @Nullable Duration between() {
        return then.written() == null || now.written() == null ? null : Duration.between(then.written(), now.written());
    }

    private static long knownBytes(PartChange change) {
        Long bytes = change.bytes();
        return bytes == null ? 0 : bytes;
    }

    private static Map<Part.Key, Part> byKey(Reading reading, Selection selection) {
        Map<Part.Key, Part> parts = new LinkedHashMap<>();
        Parts.of(reading.report(), selection).parts().forEach(part -> parts.put(part.key(), part));
        return parts;
    }
}
