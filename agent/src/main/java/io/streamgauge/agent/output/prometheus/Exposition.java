package io.streamgauge.agent.output.prometheus;

import io.streamgauge.agent.output.prometheus.gzip.GzipEncoder;
import io.streamgauge.agent.output.prometheus.series.BulkWriter;
import io.streamgauge.agent.output.prometheus.series.ExpositionPlan;
import io.streamgauge.agent.output.prometheus.series.PlainLines;
import io.streamgauge.agent.output.prometheus.series.PlanBuilder;
import io.streamgauge.agent.output.prometheus.text.ChunkPool;
import io.streamgauge.agent.output.prometheus.text.ChunkedOutput;
import io.streamgauge.agent.output.prometheus.text.Page;
import io.streamgauge.agent.output.prometheus.text.PageFormat;
import io.streamgauge.agent.output.prometheus.text.PrerenderedFamilies;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes pages: where subtasks run, what the agent derived, the agent's own metrics, then Flink's own series. A family
 * stands on the page once; the first in this order wins. Pages are made one at a time; any thread may ask.
 */
public final class Exposition {

    private static final byte[] END = "# EOF\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = {};
    private static final long KEPT_BYTES = 64L << 20;

    private final ExpositionSettings settings;
    private final Supplier<List<ProcessSnapshot>> processes;
    private final Supplier<PrerenderedFamilies> derived;
    private final MeterPage meters;
    private final LongSupplier nanoTime;
    private final ChunkPool pool = new ChunkPool(KEPT_BYTES);
    private @Nullable ExpositionPlan plan;
    private @Nullable GzipEncoder gzip;
    private volatile ExpositionStatistics statistics = ExpositionStatistics.NONE;

    /**
     * @param processes whole reports only; the same layout object as long as nothing came or went
     * @param derived newest families of the loop; asked once a page
     * @param nanoTime only measures how long a page takes
     */
    public Exposition(
            ExpositionSettings settings,
            Supplier<List<ProcessSnapshot>> processes,
            Supplier<PrerenderedFamilies> derived,
            MeterPage meters,
            LongSupplier nanoTime) {
        this.settings = settings;
        this.processes = processes;
        this.derived = derived;
        this.meters = meters;
        this.nanoTime = nanoTime;
    }

    /** The whole page, uncompressed, for those that keep or compare it. */
    public byte[] render(PageFormat format) {
        Page page = page(format, false);
        try {
            return page.toByteArray();
        } finally {
            page.release();
        }
    }

    /** The page as a scrape gets it. Pages are made before they are written: a slow stream keeps no other page waiting. */
    public void writeTo(OutputStream out, PageFormat format, boolean compressed) throws IOException {
        Page page = page(format, compressed);
        try {
            for (int i = 0; i < page.chunks(); i++) {
                out.write(page.chunk(i), 0, page.length(i));
            }
        } finally {
            page.release();
        }
    }

    /** How scraping went. Any thread. */
    public ExpositionStatistics statistics() {
        return statistics;
    }

    ExpositionSettings settings() {
        return settings;
    }

    /** The caller releases the page once it is sent. */
    synchronized Page page(PageFormat format, boolean compressed) {
        long start = nanoTime.getAsLong();
        List<ProcessSnapshot> current = processes.get();
        ExpositionPlan fitting = plan;
        boolean replanned = fitting == null || !fitting.fits(current);
        if (fitting == null || replanned) {
            fitting = PlanBuilder.plan(settings.labels(), current, fitting);
            plan = fitting;
        }
        Page page = new Page(pool);
        ChunkedOutput out = new ChunkedOutput(pool.take(), page);
        int series = compressed ? compress(fitting, current, format, out) : write(fitting, current, format, out);
        out.flush();
        pool.give(out.lastChunk());
        statistics = statistics.plus(nanoTime.getAsLong() - start, page.bytes(), series, replanned, fitting);
        return page;
    }

    private int compress(ExpositionPlan fitting, List<ProcessSnapshot> current, PageFormat format, ChunkedOutput out) {
        GzipEncoder encoder = gzip;
        if (encoder == null) {
            encoder = new GzipEncoder();
            gzip = encoder;
        }
        byte[] chunk = pool.take();
        ChunkedOutput plain = encoder.begin(out, chunk);
        Set<String> taken = new HashSet<>();
        int series = writeHead(fitting, format, taken, plain);
        series += encoder.writeBulk(fitting, current, format, taken, endOf(format));
        pool.give(chunk);
        return series;
    }

    private int write(ExpositionPlan fitting, List<ProcessSnapshot> current, PageFormat format, ChunkedOutput out) {
        Set<String> taken = new HashSet<>();
        int series = writeHead(fitting, format, taken, out);
        series += BulkWriter.write(fitting, current, taken, new PlainLines(fitting, format, out));
        out.write(endOf(format));
        return series;
    }

    /** All but Flink's own series. */
    private int writeHead(ExpositionPlan fitting, PageFormat format, Set<String> taken, ChunkedOutput out) {
        int series = blocks(fitting.subtasks(), format, taken, out);
        series += blocks(derived.get(), format, taken, out);
        MeterPageWriter.write(meters.scrape(format.contentType()), taken, out);
        return series;
    }

    private static byte[] endOf(PageFormat format) {
        return format == PageFormat.OPENMETRICS ? END : NOTHING;
    }

    private static int blocks(PrerenderedFamilies families, PageFormat format, Set<String> taken, ChunkedOutput out) {
        int series = 0;
        for (PrerenderedFamilies.Block block : families.blocks()) {
            if (taken.add(MeterPageWriter.canonical(block.name()))) {
                out.write(block.bytes(format));
                series += block.samples();
            }
        }
        return series;
    }
}
