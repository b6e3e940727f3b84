package io.streamgauge.agent.inspect.warning;

import io.streamgauge.agent.inspect.part.Part;
import io.streamgauge.agent.inspect.part.Skew;
import io.streamgauge.checkpoint.report.FullScan;
import io.streamgauge.checkpoint.report.NamespaceKind;
import io.streamgauge.checkpoint.report.StateReport;
import io.streamgauge.checkpoint.report.StateSize;
import io.streamgauge.checkpoint.report.TimeToLive;
import java.util.List;
import java.util.Locale;

/** What the numbers of one part tell. */
final class PartWarnings {
    private final Part part;
    private final long totalBytes;
    private final WarningLimits limits;
    private final List<Warning> warnings;

    PartWarnings(Part part, long totalBytes, WarningLimits limits, List<Warning> warnings) {
        this.part = part;
        this.totalBytes = totalBytes;
        this.limits = limits;
        this.warnings = warnings;
    }

    void add() {
        if (part.bytes() == null || !limits.isLarge(part.bytes(), totalBytes)) {
            return;
        }
        StateReport state = part.state();
        if (state != null) {
            timeToLive(state, part.bytes());
            garbage(state.size());
            heaviestKey(state);
        }
        skew();
    }

    private void timeToLive(StateReport state, long bytes) {
        boolean perKey = state.namespace() == NamespaceKind.VOID
                && !state.kind().isTimers()
                && !state.kind().isOperatorState();
        if (perKey && state.timeToLive() == TimeToLive.OFF) {
            warn(
                    "no-ttl",
                    "no TTL, with " + percent((double) bytes / totalBytes)
                            + " of the checkpoint: what the job does not clear stays for ever",
                    "if keys come without end, give it a StateTtlConfig or clear it in a timer");
        }
    }

    private void garbage(StateSize size) {
        Long tombstones = size.tombstones();
        Long entries = size.entries();
        if (tombstones != null && entries != null && tombstones > 0) {
            double share = (double) tombstones / (entries + tombstones);
            if (share >= limits.tombstoneShare()) {
                warn(
                        "tombstones",
                        percent(share) + " of its entries are deletions that no compaction has dropped yet",
                        "compare with a later checkpoint; if it stays, see whether RocksDB's compactions keep up");
            }
        }
        Long rangeDeletions = size.rangeDeletions();
        if (rangeDeletions != null && rangeDeletions > 0) {
            warn(
                    "rescale-residue",
                    rangeDeletions + (rangeDeletions == 1 ? " range deletion" : " range deletions")
                            + " left by a rescale: keys of other subtasks still count in size and entries",
                    "nothing, compactions drop them; do not take the size for growth");
        }
    }

    private void heaviestKey(StateReport state) {
        FullScan scan = state.scan();
        StateSize size = state.size();
        if (scan == null || scan.heaviest().isEmpty() || size.rawKeyBytes() == null || size.rawValueBytes() == null) {
            return;
        }
        FullScan.HeavyKey heaviest = scan.heaviest().get(0);
        double share = (double) heaviest.bytes() / Math.max(1, size.rawKeyBytes() + size.rawValueBytes());
        if (share >= limits.keyShare()) {
            warn(
                    "heavy-key",
                    "one key, in key group " + heaviest.keyGroup() + ", has at least " + percent(share)
                            + " of its bytes, in " + heaviest.entries() + " entries",
                    "look for a default or empty key, or bound what is kept per key");
        }
    }

    private void skew() {
        Skew skew = Skew.of(part);
        if (skew.subtask() != null && skew.subtask() >= limits.subtaskSkew()) {
            warn(
                    "subtask-skew",
                    String.format(
                            Locale.ROOT,
                            "subtask %d of 0 to %d has %.1f times the mean",
                            skew.heaviestSubtask(),
                            part.parallelism() - 1,
                            skew.subtask()),
                    "it limits checkpoints and restores; spread its keys, or choose a parallelism that divides"
                            + " the maximum parallelism");
        } else if (skew.keyGroup() != null && skew.keyGroup() >= limits.keyGroupSkew()) {
            warn(
                    "key-group-skew",
                    String.format(
                            Locale.ROOT,
                            "key group %d has %.1f times the mean",
                            skew.heaviestKeyGroup(),
                            skew.keyGroup()),
                    "few keys hold much; --depth full --state names the heaviest");
        }
    }

    private void warn(String code, String text, String fix) {
        warnings.add(new Warning(code, part.fullTitle(), text, fix));
    }

    static String percent(double share) {
        return share > 0 && share < 0.01 ? "less than 1 %" : Math.round(100 * share) + " %";
    }
}
