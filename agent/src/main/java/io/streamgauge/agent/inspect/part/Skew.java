package io.streamgauge.agent.inspect.part;

import io.streamgauge.checkpoint.report.KeyGroupSizes;
import io.streamgauge.checkpoint.report.SubtaskSize;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How unevenly a part lies: the largest against the mean of all, 1 when all are alike.
 *
 * @param subtask over all subtasks of the operator; null where there is only one, or nothing is known
 * @param heaviestSubtask its index; -1 where that is null
 * @param keyGroup over all key groups; null where sizes do not tell, or there is only one
 * @param heaviestKeyGroup as above
 */
public record Skew(@Nullable Double subtask, int heaviestSubtask, @Nullable Double keyGroup, int heaviestKeyGroup) {

    public static Skew of(Part part) {
        Double subtask = null;
        int heaviestSubtask = -1;
        Long bytes = part.bytes();
        Optional<SubtaskSize> largest = part.subtasks().stream().max(Comparator.comparingLong(SubtaskSize::bytes));
        if (bytes != null && bytes > 0 && part.parallelism() > 1 && largest.isPresent()) {
            subtask = (double) largest.get().bytes() * part.parallelism() / bytes;
            heaviestSubtask = largest.get().subtask();
        }
        int heaviestGroup = heaviestGroup(part.keyGroups());
        KeyGroupSizes groups = part.keyGroups();
        if (groups == null || heaviestGroup < 0 || bytes == null || bytes == 0) {
            return new Skew(subtask, heaviestSubtask, null, -1);
        }
        return new Skew(
                subtask, heaviestSubtask, (double) groups.bytes(heaviestGroup) * groups.count() / bytes, heaviestGroup);
    }

    /** -1 where it cannot be told: sizes from the MANIFEST are spread evenly within files. */
    private static int heaviestGroup(@Nullable KeyGroupSizes groups) {
        if (groups == null || groups.count() < 2 || groups.basis() == KeyGroupSizes.Basis.MANIFEST) {
            return -1;
        }
        int heaviest = 0;
        for (int group = 1; group < groups.count(); group++) {
            heaviest = groups.bytes(group) > groups.bytes(heaviest) ? group : heaviest;
        }
        return heaviest;
    }
}
