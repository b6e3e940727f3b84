package io.streamgauge.agent.output.prometheus;

import io.streamgauge.agent.clock.ManualClock;
import io.streamgauge.agent.output.prometheus.gzip.GzipEncoder;
import io.streamgauge.agent.output.prometheus.series.ExpositionPlan;
import io.streamgauge.agent.output.prometheus.series.LabelMode;
import io.streamgauge.agent.output.prometheus.series.LabelTexts;
import io.streamgauge.agent.output.prometheus.series.PlanBuilder;
import io.streamgauge.agent.output.prometheus.text.ChunkedOutput;
import io.streamgauge.agent.output.prometheus.text.Page;
import io.streamgauge.agent.output.prometheus.text.PageFormat;
import io.streamgauge.agent.output.prometheus.text.PrerenderedFamilies;
import io.streamgauge.agent.source.reporter.FakeProcess;
import io.streamgauge.agent.source.reporter.snapshot.ProcessSnapshot;
import io.streamgauge.testbed.process.Await;
import io.streamgauge.wire.HistogramSample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The compressed page is the plain page. */
class GzipPageTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<ProcessSnapshot> processes = new ArrayList<>();
    private String meters = "";
    private final Exposition exposition = exposition(LabelMode.STABLE);

    @Property(tries = 60)
    void unpacksToThePlainPageWhateverItHolds(@ForAll long seed) {
        Random random = new Random(seed);
        meters = random.nextBoolean() ? "" : "# HELP m m\n# TYPE m gauge\nm 1\n";
        FakeProcess process = new FakeProcess("p", new ManualClock());
        List<Integer> scopes = new ArrayList<>();
        int created = 0;
        for (int page = 0; page < 4; page++) {
            for (int i = random.nextInt(12); i >= 0; i--) {
                scopes.add(hostileScope(process, random, created++));
            }
            for (int i = random.nextInt(4); i > 0 && !scopes.isEmpty(); i--) {
                process.forgetScope(scopes.remove(random.nextInt(scopes.size())));
            }
            processes.clear();
            processes.add(process.report());
            assertSame(PageFormat.TEXT);
            assertSame(PageFormat.OPENMETRICS);
        }
    }

    private static int hostileScope(FakeProcess process, Random random, int number) {
        String[] labels = new String[2 * random.nextInt(12)];
        for (int i = 0; i < labels.length; i += 2) {
            labels[i] = "label" + i;
            labels[i + 1] = text(random);
        }
        int scope = process.scope("taskmanager." + (random.nextInt(3) == 0 ? text(random) : "job"), labels);
        for (int i = random.nextInt(120); i >= 0; i--) {
            double value = hostileNumber(random);
            if (value == Math.rint(value) && Math.abs(value) < 1e18) {
                process.gauge(scope, "m" + i, (long) value);
            } else {
                process.gauge(scope, "m" + i, value);
            }
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            HistogramSample sample = new HistogramSample();
            sample.reset(random.nextInt(1_000));
            if (random.nextBoolean()) {
                sample.sum(random.nextDouble());
            }
            for (int quantile = 0; quantile < 6; quantile++) {
                sample.quantile(quantile, hostileNumber(random));
            }
            process.histogram(scope, "h" + i + (number % 2), sample);
        }
        return scope;
    }

    private static String text(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> "";
            case 1 -> "\n\"\\ \uD83D\uDE00";
            case 2 -> "ab".repeat(random.nextInt(300));
            case 3 -> "x".repeat(random.nextInt(5_000));
            case 4 -> Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
            case 5 -> "KeyedProcess-" + random.nextInt(4);
            default -> Integer.toString(random.nextInt(20));
        };
    }

    private static double hostileNumber(Random random) {
        return switch (random.nextInt(8)) {
            case 6 -> Double.NaN;
            case 7 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> 0;
            case 2 -> Long.MIN_VALUE;
            case 3 -> random.nextInt(100_000);
            case 4 -> 1_700_000_000_000L + random.nextInt(1_000);
            default -> random.nextDouble();
        };
    }

    @Test
    void unpacksToThePlainPageWithLabelsLongerThanTheWindow() {
        FakeProcess process = new FakeProcess("p", new ManualClock());
        for (int i = 0; i < 6; i++) {
            int scope = process.scope("taskmanager", "a", "y".repeat(8_100) + i, "b", "z".repeat(40));
            for (int metric = 0; metric < 100; metric++) {
                process.gauge(scope, "m" + metric, metric);
            }
        }
        processes.add(process.report());
        assertSame(PageFormat.TEXT);
        int scope = process.scope("taskmanager", "a", "y".repeat(60_000));
        process.gauge(scope, "m", 1);
        processes.clear();
        processes.add(process.report());
        assertSame(PageFormat.TEXT);
    }

    @ParameterizedTest
    @EnumSource(LabelMode.class)
    void isSmallerThanZlibAtItsFastestWouldMakeIt(LabelMode mode) {
        ModelProcess model = new ModelProcess("p", 61, true);
        processes.add(model.move());
        Exposition fresh = exposition(mode);
        byte[] page = fresh.render(PageFormat.TEXT);
        Deflater zlib = new Deflater(1, true);
        zlib.setInput(page);
        zlib.finish();
        int expected = zlib.deflate(new byte[page.length]);
        zlib.end();

        // The first page has codes of no page before.
        assertThat((double) packed(fresh, PageFormat.TEXT).length / expected).isLessThan(1.15);
        processes.set(0, model.move());
        assertThat((double) packed(fresh, PageFormat.TEXT).length / expected).isLessThan(1);
    }

    @Test
    void keepsNothingOfGroupsThatAreGone() {
        GzipEncoder encoder = new GzipEncoder();
        WeakReference<LabelTexts> former = new WeakReference<>(compress(encoder, "before"));

        compress(encoder, "after");

        Await.upTo(LIMIT, "the label texts of the page before are gone").untilTrue(() -> {
            System.gc();
            return former.refersTo(null);
        });
    }

    private static LabelTexts compress(GzipEncoder encoder, String process) {
        List<ProcessSnapshot> snapshot = List.of(new ModelProcess(process, 6, true).move());
        ExpositionPlan plan = PlanBuilder.plan(LabelMode.STABLE, snapshot, null);
        ChunkedOutput.Sink nowhere = (chunk, length) -> chunk;
        encoder.begin(new ChunkedOutput(new byte[1 << 16], nowhere), new byte[1 << 16]);
        int lines = encoder.writeBulk(plan, snapshot, PageFormat.TEXT, Set.of(), new byte[0]);
        assertThat(lines).isGreaterThan(GzipEncoder.FEW_LINES);
        return plan.labels();
    }

    private void assertSame(PageFormat format) {
        byte[] plain = exposition.render(format);
        // Twice: with codes of the page before, and with those of this one.
        assertThat(unpack(packed(format))).isEqualTo(plain);
        assertThat(unpack(packed(format))).isEqualTo(plain);
    }

    private Exposition exposition(LabelMode mode) {
        return new Exposition(
                new ExpositionSettings(mode, 4),
                () -> List.copyOf(processes),
                () -> PrerenderedFamilies.NONE,
                contentType -> meters,
                () -> 0);
    }

    private byte[] packed(PageFormat format) {
        return packed(exposition, format);
    }

    private static byte[] packed(Exposition exposition, PageFormat format) {
        Page page = exposition.page(format, true);
        try {
            return page.toByteArray();
        } finally {
            page.release();
        }
    }

    private static byte[] unpack(byte[] packed) {
        try {
            return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
