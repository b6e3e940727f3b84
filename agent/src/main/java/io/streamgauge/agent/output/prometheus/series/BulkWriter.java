package io.streamgauge.agent.output.prometheus.series;

import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import java.util.List;
import java.util.Set;

/** Hands Flink's own series over, line by line: those whose value is known. Stateless. */
public final class BulkWriter {

    private BulkWriter() {}

    /**
     * Returns the number of lines. A family none of whose values is known leaves no trace.
     *
     * @param processes those that the plan fits
     * @param taken names of families that are on the page already
     */
    public static int write(ExpositionPlan plan, List<ProcessSnapshot> processes, Set<String> taken, Lines out) {
        ProcessSnapshot[] snapshots = processes.toArray(new ProcessSnapshot[0]);
        int lines = 0;
        for (Family family : plan.families()) {
            if (!taken.contains(family.name)) {
                lines += family.type == Family.Type.SUMMARY
                        ? summaries(family, snapshots, out)
                        : numbers(family, snapshots, out);
            }
        }
        return lines;
    }

    private static int numbers(Family family, ProcessSnapshot[] snapshots, Lines out) {
        int lines = 0;
        for (int row = 0; row < family.slots.length; row++) {
            ProcessSnapshot snapshot = snapshots[family.processes[row]];
            int slot = family.slots[row];
            byte kind = snapshot.kind(slot);
            long bits = snapshot.bits(slot);
            if (kind == ProcessSnapshot.ABSENT || withheld(kind, bits, family.sentinel)) {
                continue;
            }
            if (lines++ == 0) {
                out.family(family);
            }
            out.line(Family.PLAIN, family.texts[row], LabelTexts.CLOSE, kind == ProcessSnapshot.DOUBLE, bits);
        }
        return lines;
    }

    private static boolean withheld(byte kind, long bits, long sentinel) {
        return kind == ProcessSnapshot.DOUBLE
                ? Sentinels.withheld(Double.longBitsToDouble(bits), sentinel)
                : Sentinels.withheld(bits, sentinel);
    }

    private static int summaries(Family family, ProcessSnapshot[] snapshots, Lines out) {
        int lines = 0;
        for (int row = 0; row < family.slots.length; row++) {
            ProcessSnapshot snapshot = snapshots[family.processes[row]];
            int slot = family.slots[row];
            if (snapshot.kind(slot) != ProcessSnapshot.HISTOGRAM) {
                continue;
            }
            if (lines == 0) {
                out.family(family);
            }
            lines += summary(family.texts[row], snapshot, slot, out);
        }
        return lines;
    }

    private static int summary(int text, ProcessSnapshot snapshot, int slot, Lines out) {
        int lines = 1;
        for (int tail = 1; tail < LabelTexts.TAILS; tail++) {
            double quantile = snapshot.quantile(slot, tail - 1);
            if (!Double.isNaN(quantile)) {
                out.line(Family.PLAIN, text, tail, true, Double.doubleToRawLongBits(quantile));
                lines++;
            }
        }
        double sum = snapshot.sum(slot);
        if (!Double.isNaN(sum)) {
            out.line(Family.SUM, text, LabelTexts.CLOSE, true, Double.doubleToRawLongBits(sum));
            lines++;
        }
        out.line(Family.COUNT, text, LabelTexts.CLOSE, false, snapshot.bits(slot));
        return lines;
    }
}
