package io.streamgauge.agent.output.prometheus.gzip;

import io.streamgauge.agent.output.prometheus.deflate.DeflateWriter;
import io.streamgauge.agent.output.prometheus.series.BulkWriter;
import io.streamgauge.agent.output.prometheus.series.ExpositionPlan;
import io.streamgauge.agent.output.prometheus.series.LabelTexts;
import io.streamgauge.agent.output.prometheus.series.PlainLines;
import io.streamgauge.agent.output.prometheus.text.ChunkedOutput;
import io.streamgauge.agent.output.prometheus.text.PageFormat;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compresses a page into one ordinary gzip stream: zlib for what is small and of any shape, then {@link StructuralLines}
 * for Flink's own series; zlib for these as well where they are few. Not thread-safe.
 */
public final class GzipEncoder {

    /** With fewer lines than these zlib is fast enough, and needs no codes learnt before. */
    public static final int FEW_LINES = 500;

    /** Lines beyond this cannot repeat the one before: zlib finds more. */
    static final int LONG_LABELS = DeflateWriter.WINDOW / 4;

    private final ChunkedOutput nowhere = new ChunkedOutput(new byte[0], (chunk, length) -> chunk);
    private final ZlibGzip zlib = new ZlibGzip(nowhere);
    private final DeflateWriter deflate = new DeflateWriter((bytes, from, count) -> out().write(bytes, from, count));
    private final Map<PageFormat, StructuralLines> structural = new EnumMap<>(PageFormat.class);
    private ChunkedOutput out = nowhere;
    private ChunkedOutput plain = nowhere;
    private @Nullable LabelTexts known;
    private boolean worthIt;

    /** Starts a page; what is not Flink's own series is written into the answer. */
    public ChunkedOutput begin(ChunkedOutput to, byte[] chunk) {
        out = to;
        zlib.begin(to);
        plain = new ChunkedOutput(chunk, zlib);
        return plain;
    }

    /** Writes Flink's own series and ends the page. Returns the number of lines. */
    public int writeBulk(
            ExpositionPlan plan, List<ProcessSnapshot> processes, PageFormat format, Set<String> taken, byte[] last) {
        if (plan.labels() != known) {
            structural.clear();
            worthIt = isWorthIt(plan);
            known = plan.labels();
        }
        int lines = worthIt
                ? structural(plan, processes, format, taken, last)
                : byZlib(plan, processes, format, taken, last);
        zlib.end();
        return lines;
    }

    private int byZlib(
            ExpositionPlan plan, List<ProcessSnapshot> processes, PageFormat format, Set<String> taken, byte[] last) {
        int lines = BulkWriter.write(plan, processes, taken, new PlainLines(plan, format, plain));
        plain.write(last);
        plain.flush();
        return lines;
    }

    private int structural(
            ExpositionPlan plan, List<ProcessSnapshot> processes, PageFormat format, Set<String> taken, byte[] last) {
        plain.flush();
        zlib.leaveToOther();
        StructuralLines lines = structural.get(format);
        if (lines == null) {
            lines = new StructuralLines(plan, format, deflate, plain);
            structural.put(format, lines);
        }
        lines.begin(plain);
        int count = BulkWriter.write(plan, processes, taken, lines);
        lines.end(last);
        plain.flush();
        return count;
    }

    private static boolean isWorthIt(ExpositionPlan plan) {
        for (int i = 0; i < plan.labels().size(); i++) {
            if (plan.labels().openBytes(i) > LONG_LABELS) {
                return false;
            }
        }
        return plan.series() >= FEW_LINES;
    }

    private ChunkedOutput out() {
        return out;
    }
}
