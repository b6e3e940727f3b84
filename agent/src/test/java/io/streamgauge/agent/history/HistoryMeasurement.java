package io.streamgauge.agent.history;

import com.sun.management.OperatingSystemMXBean;
import io.streamgauge.agent.history.store.Keys;
import io.streamgauge.agent.history.store.RocksStore;
import io.streamgauge.agent.history.store.RocksStore.Family;
import io.streamgauge.agent.history.store.StoreDirectory;
import io.streamgauge.agent.metric.Sample;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Bytes a sample and CPU a sample: the history, one RocksDB row a sample, and Prometheus' own blocks (promtool), over the
 * same synthetic series. Not a test: prints a table. Arguments: series, ticks, promtool or "-".
 *
 * <p>40 % constant, 25 % counters, 20 % slow gauges, 15 % rates, which are whole counts over 60 as Flink's meters yield.
 */
final class HistoryMeasurement {

    private static final int PROMETHEUS_SERIES = 2_000;

    /** What making the samples costs, garbage collection included. */
    private final long generationNanos;

    private HistoryMeasurement(long generationNanos) {
        this.generationNanos = generationNanos;
    }

    public static void main(String[] args) throws IOException, RocksDBException, InterruptedException {
        int series = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        int ticks = args.length > 1 ? Integer.parseInt(args[1]) : 480;
        String promtool = args.length > 2 ? args[2] : "promtool";
        Path directory = Files.createTempDirectory("history-measurement");
        try {
            for (int round = 0; round < 3; round++) {
                HistoryMeasurement lanes = new HistoryMeasurement(generation(series, ticks));
                lanes.rows(directory.resolve("rows-" + round), series, ticks);
                lanes.history(directory.resolve("history-" + round), series, ticks);
            }
            if (!promtool.equals("-")) {
                int few = Math.min(series, PROMETHEUS_SERIES);
                new HistoryMeasurement(generation(few, ticks)).history(directory.resolve("history-few"), few, ticks);
                prometheus(directory, promtool, few, ticks);
            }
        } finally {
            delete(directory);
        }
    }

    private static long generation(int series, int ticks) {
        long start = processCpuNanos();
        Ticks source = new Ticks(series);
        double sum = 0;
        for (int tick = 0; tick < ticks; tick++) {
            sum += source.next().samples().get(0).value();
        }
        return processCpuNanos() - start + (Double.isNaN(sum) ? 1 : 0);
    }

    private void rows(Path directory, int series, int ticks) throws IOException, RocksDBException {
        long begin = processCpuNanos();
        Ticks source = new Ticks(series);
        long cpu = 0;
        try (RocksStore store = new StoreDirectory(directory, 2L << 30).open()) {
            for (int tick = 0; tick < ticks; tick++) {
                Tick next = source.next();
                long start = cpuNanos();
                try (WriteBatch batch = new WriteBatch()) {
                    for (int i = 0; i < series; i++) {
                        byte[] key = Keys.group(i, (int) next.at().getEpochSecond());
                        batch.put(
                                store.family(Family.BLOCKS),
                                key,
                                Keys.time(Double.doubleToRawLongBits(
                                        next.samples().get(i).value())));
                    }
                    store.write(batch);
                }
                cpu += cpuNanos() - start;
            }
            report("one row a sample", store, directory, (long) series * ticks, cpu, begin);
        }
    }

    private void history(Path directory, int series, int ticks) throws IOException, RocksDBException {
        HistorySettings settings = new HistorySettings(
                directory, 2L << 30, Duration.ofDays(30), Duration.ofHours(24), 720, 512L << 20, 120);
        long begin = processCpuNanos();
        Ticks source = new Ticks(series);
        long cpu = 0;
        try (History history = History.open(settings, HistoryMetrics.NOOP)) {
            for (int tick = 0; tick < ticks; tick++) {
                Tick next = source.next();
                long start = cpuNanos();
                history.append(next);
                cpu += cpuNanos() - start;
            }
        }
        try (RocksStore store = new StoreDirectory(directory, 2L << 30).open()) {
            report("history", store, directory, (long) series * ticks, cpu, begin);
        }
    }

    private void report(String what, RocksStore store, Path directory, long samples, long cpuNanos, long begin)
            throws RocksDBException {
        store.flush();
        byte[] last = {-1, -1, -1, -1, -1, -1, -1, -1, -1};
        for (Family family : Family.values()) {
            store.compact(family, new byte[0], last);
        }
        double all = processCpuNanos() - begin - generationNanos;
        long bytes;
        try (Stream<Path> files = Files.list(directory.resolve("db"))) {
            bytes = files.filter(file -> file.toString().endsWith(".sst"))
                    .mapToLong(HistoryMeasurement::size)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        print(
                "%-20s %.3f bytes/sample  cpu/sample: %.3f us in the caller, %.3f us in all threads to the last compaction",
                what, bytes / (double) samples, cpuNanos / 1e3 / samples, all / 1e3 / samples);
    }

    private static void prometheus(Path directory, String promtool, int series, int ticks)
            throws IOException, InterruptedException {
        Path text = directory.resolve("samples.txt");
        List<Tick> all = new ArrayList<>();
        Ticks source = new Ticks(series);
        for (int tick = 0; tick < ticks; tick++) {
            all.add(source.next());
        }
        try (BufferedWriter out = Files.newBufferedWriter(text)) {
            out.write("# TYPE test_keys gauge\n");
            for (int i = 0; i < series; i++) {
                for (Tick tick : all) {
                    out.write("test_keys{job=\"job\",state=\"state-" + i + "\"} "
                            + tick.samples().get(i).value() + " " + tick.at().getEpochSecond() + "\n");
                }
            }
            out.write("# EOF\n");
        }
        Path blocks = directory.resolve("prometheus");
        int exit = new ProcessBuilder(
                        promtool, "tsdb", "create-blocks-from", "openmetrics", text.toString(), blocks.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("promtool.log").toFile())
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException(Files.readString(directory.resolve("promtool.log"), StandardCharsets.UTF_8));
        }
        try (Stream<Path> files = Files.walk(blocks)) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            double samples = (double) series * ticks;
            long chunks = found.stream()
                    .filter(file -> file.toString().contains("/chunks/"))
                    .mapToLong(HistoryMeasurement::size)
                    .sum();
            long index = found.stream().mapToLong(HistoryMeasurement::size).sum();
            print("%-20s %.3f bytes/sample in chunks, %.3f in all", "Prometheus", chunks / samples, index / samples);
        }
    }

    /** Ticks as they would come, one after the other. */
    private static final class Ticks {
        private final double[] values;
        private final List<List<String>> labels = new ArrayList<>();
        private final SplittableRandom random = new SplittableRandom(1);
        private int tick;

        Ticks(int series) {
            values = new double[series];
            for (int i = 0; i < series; i++) {
                labels.add(List.of("job", "state-" + i));
                values[i] = switch (kind(i)) {
                    case 0 -> random.nextInt(1_000);
                    case 1 -> random.nextInt(1_000_000_000);
                    default -> random.nextInt(100_000_000);
                };
            }
        }

        private static int kind(int series) {
            int part = series % 20;
            return part < 8 ? 0 : part < 13 ? 1 : part < 17 ? 2 : 3;
        }

        Tick next() {
            List<Sample> samples = new ArrayList<>(values.length);
            for (int i = 0; i < values.length; i++) {
                int scale = 1 + i % 97;
                switch (kind(i)) {
                    case 0 -> {}
                    case 1 -> values[i] += 50 * scale + random.nextInt(10 * scale);
                    case 2 -> values[i] += random.nextInt(8) == 0 ? random.nextInt(2_000) - 900 : 0;
                    default -> values[i] = (60_000 + scale * 100 + random.nextInt(600)) / 60.0;
                }
                samples.add(new Sample(HistoryFixture.KEYS, labels.get(i), values[i]));
            }
            return new Tick(HistoryFixture.at(tick++), samples, Map.of());
        }
    }

    private static long processCpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
