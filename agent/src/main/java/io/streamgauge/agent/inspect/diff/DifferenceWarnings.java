package io.streamgauge.agent.inspect.diff;

import io.streamgauge.agent.inspect.part.Part;
import io.streamgauge.agent.inspect.part.Reading;
import io.streamgauge.agent.inspect.warning.Warning;
import io.streamgauge.checkpoint.report.CheckpointIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What to keep in mind when two checkpoints are compared, and what only two of them can show. */
final class DifferenceWarnings {
    private static final double LEAST_SHARE = 0.05;
    private static final int NAMED = 5;
    private static final Duration CLEARLY = Duration.ofSeconds(1);

    private DifferenceWarnings() {}

    static List<Warning> of(Reading then, Reading now, List<PartChange> changes) {
        List<Warning> warnings = new ArrayList<>();
        CheckpointIdentity before = then.report().checkpoint();
        CheckpointIdentity after = now.report().checkpoint();
        boolean otherJob = before.jobId() != null
                && after.jobId() != null
                && !before.jobId().equals(after.jobId());
        if (before.path().equals(after.path())) {
            warnings.add(new Warning(
                    "same-checkpoint", null, "both are the same checkpoint", "name an older one after --diff"));
            return warnings;
        }
        if (otherJob) {
            warnings.add(new Warning(
                    "other-job",
                    null,
                    "the two are of different jobs, " + before.jobId() + " and " + after.jobId(),
                    "compare only if one job was restored from the other's state"));
        }
        if (isNewer(then, now, otherJob)) {
            warnings.add(new Warning(
                    "reverse-order",
                    null,
                    "the checkpoint after --diff is the newer one: what reads as growth is shrinking",
                    "name the newer one first"));
        }
        untouched(now, changes, warnings);
        return warnings;
    }

    /** Ids of one job tell; times only where they have to, as copies have times of their own. */
    private static boolean isNewer(Reading then, Reading now, boolean otherJob) {
        CheckpointIdentity before = then.report().checkpoint();
        CheckpointIdentity after = now.report().checkpoint();
        if (!otherJob && before.id() != after.id()) {
            return before.id() > after.id();
        }
        Instant writtenBefore = then.written();
        Instant writtenAfter = now.written();
        return writtenBefore != null
                && writtenAfter != null
                && Duration.between(writtenAfter, writtenBefore).compareTo(CLEARLY) >= 0;
    }

    /**
     * States that did not change while others of their operator did. That is all that checkpoints can show: Flink carries a state that no
     * operator declares any more along in each, declaration included.
     */
    private static void untouched(Reading now, List<PartChange> changes, List<Warning> warnings) {
        Set<String> active = new HashSet<>();
        for (PartChange change : changes) {
            if (change.named().kind() == Part.Kind.STATE && !change.isUnchanged()) {
                active.add(change.named().operatorId());
            }
        }
        List<Part> still = new ArrayList<>();
        for (PartChange change : changes) {
            Part part = change.now();
            if (part == null || part.state() == null || part.knownBytes() == 0) {
                continue;
            }
            if (change.isUnchanged() && active.contains(part.operatorId())) {
                still.add(part);
            }
        }
        long bytes = still.stream().mapToLong(Part::knownBytes).sum();
        long total = now.report().bytes();
        if (bytes > 0 && bytes >= LEAST_SHARE * total) {
            String names = still.stream().limit(NAMED).map(Part::fullTitle).collect(Collectors.joining(", "));
            int more = Math.max(0, still.size() - NAMED);
            warnings.add(new Warning(
                    "untouched",
                    null,
                    Math.round(100.0 * bytes / total) + " % of the bytes did not change at all, though other states of"
                            + " the same operators did: " + names + (more == 0 ? "" : " and " + more + " more"),
                    "see whether the job still declares them: of states that no operator declares any more Flink keeps"
                            + " all, and no checkpoint tells which these are"));
        }
    }
}
