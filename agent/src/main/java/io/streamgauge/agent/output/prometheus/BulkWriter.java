package io.streamgauge.agent.output.prometheus;

import io.streamgauge.agent.source.reporter.ProcessSnapshot;
import io.streamgauge.wire.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Writes Flink's own series: copies label text that was encoded before, and prints numbers. Stateless. */
final class BulkWriter {

    private static final byte[][] QUANTILES = quantiles(",");
    private static final byte[][] ONLY_QUANTILES = quantiles("{");
    /** What {@link ScopeText} ends with. */
    private static final int CLOSING_BYTES = 2;

    private BulkWriter() {}

    /**
     * Returns the number of lines of values. A family none of whose values is known leaves no trace.
     *
     * @param processes those that the plan fits
     * @param taken names of families that are on the page already
     */
    static int write(
            ExpositionPlan plan,
            List<ProcessSnapshot> processes,
            PageFormat format,
            Set<String> taken,
            ChunkedOutput out) {
        ProcessSnapshot[] snapshots = processes.toArray(new ProcessSnapshot[0]);
        int lines = 0;
        for (Family family : plan.families()) {
            if (!taken.contains(family.name)) {
                lines += family.type == Family.Type.SUMMARY
                        ? summaries(family, snapshots, format, out)
                        : numbers(family, snapshots, format, out);
            }
        }
        return lines;
    }

    private static int numbers(Family family, ProcessSnapshot[] snapshots, PageFormat format, ChunkedOutput out) {
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
                out.write(family.header(format));
            }
            byte[] labels = family.labels[row];
            out.line(family.nameBytes, labels, labels.length, kind == ProcessSnapshot.DOUBLE, bits);
        }
        return lines;
    }

    private static boolean withheld(byte kind, long bits, long sentinel) {
        return kind == ProcessSnapshot.DOUBLE
                ? Sentinels.withheld(Double.longBitsToDouble(bits), sentinel)
                : Sentinels.withheld(bits, sentinel);
    }

    private static int summaries(Family family, ProcessSnapshot[] snapshots, PageFormat format, ChunkedOutput out) {
        int lines = 0;
        for (int row = 0; row < family.slots.length; row++) {
            ProcessSnapshot snapshot = snapshots[family.processes[row]];
            int slot = family.slots[row];
            if (snapshot.kind(slot) != ProcessSnapshot.HISTOGRAM) {
                continue;
            }
            if (lines == 0) {
                out.write(family.header(format));
            }
            lines += summary(family, family.labels[row], snapshot, slot, out);
        }
        return lines;
    }

    private static int summary(Family family, byte[] labels, ProcessSnapshot snapshot, int slot, ChunkedOutput out) {
        int lines = 1;
        boolean bare = labels.length < CLOSING_BYTES;
        for (int i = 0; i < QUANTILES.length; i++) {
            double quantile = snapshot.quantile(slot, i);
            if (!Double.isNaN(quantile)) {
                out.write(family.nameBytes);
                out.write(labels, 0, bare ? 0 : labels.length - CLOSING_BYTES);
                out.write(bare ? ONLY_QUANTILES[i] : QUANTILES[i]);
                out.number(true, Double.doubleToRawLongBits(quantile));
                lines++;
            }
        }
        double sum = snapshot.sum(slot);
        if (!Double.isNaN(sum)) {
            out.line(family.sumNameBytes, labels, labels.length, true, Double.doubleToRawLongBits(sum));
            lines++;
        }
        out.line(family.countNameBytes, labels, labels.length, false, snapshot.bits(slot));
        return lines;
    }

    private static byte[][] quantiles(String before) {
        return Protocol.QUANTILES.stream()
                .map(quantile -> (before + "quantile=\"" + quantile + "\"} ").getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }
}
