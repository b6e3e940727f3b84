package io.streamgauge.benchmarks.tablescan;

import io.streamgauge.benchmarks.Cost;
import io.streamgauge.benchmarks.Spread;
import io.streamgauge.benchmarks.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rocksdb.ChecksumType;
import org.rocksdb.CompressionType;

/** All entries of the same files, warm in the page cache, on one thread: ours beside rocksdbjni and sst_dump, in turns. */
public final class TableScanBenchmark {

    private static final String CPU = "CPU ms";
    private static final String ENTRY = "CPU ns per entry";
    private static final String GARBAGE = "garbage kB";
    private static final List<CompressionType> COMPRESSIONS = List.of(
            CompressionType.NO_COMPRESSION,
            CompressionType.SNAPPY_COMPRESSION,
            CompressionType.LZ4_COMPRESSION,
            CompressionType.ZSTD_COMPRESSION);

    private final TableFiles files;
    private final Table table;

    private TableScanBenchmark(TableFiles files, String title) {
        this.files = files;
        table = new Table(title, CPU, ENTRY, GARBAGE);
    }

    /**
     * Measures each compression with both kinds of checksums that Flink's versions write.
     *
     * @param megabytes of each file
     */
    public static void run(int count, int megabytes, int rounds, PrintStream out) throws Exception {
        for (ChecksumType checksum : List.of(ChecksumType.kXXH3, ChecksumType.kCRC32c)) {
            for (CompressionType compression : COMPRESSIONS) {
                Path directory = Files.createTempDirectory("tablescan");
                try {
                    TableFiles files = TableFiles.write(directory, compression, checksum, count, megabytes);
                    String title = "Table scan, " + compression.name().replace("_COMPRESSION", "") + ", " + checksum
                            + ": " + count
                            + " files, " + Spread.number(files.bytes() / 1e6) + " MB, " + files.entries() + " entries, "
                            + rounds + " rounds";
                    new TableScanBenchmark(files, title).measure(rounds, out);
                } finally {
                    delete(directory);
                }
            }
        }
    }

    private void measure(int rounds, PrintStream out) throws Exception {
        List<ScanLane> lanes = List.of(
                ScanLane.rocksDb(false),
                ScanLane.rocksDb(true),
                ScanLane.streamgauge(false),
                ScanLane.streamgauge(true));
        boolean tool = SstDump.isInstalled();
        // Two rounds for the compiler.
        for (int round = -2; round < rounds; round++) {
            long bytes = -1;
            for (ScanLane lane : lanes) {
                Cost cost = lane.run(files);
                if (bytes >= 0 && lane.bytes() != bytes) {
                    throw new IllegalStateException(
                            lane.name() + ": expected " + bytes + " bytes of keys and values, found " + lane.bytes());
                }
                bytes = lane.bytes();
                if (round >= 0) {
                    add(lane.name(), cost.cpuMillis());
                    table.add(lane.name(), GARBAGE, cost.allocatedKilobytes());
                }
            }
            if (tool && round >= 0) {
                add(SstDump.name(false), SstDump.cpuMillis(files, false));
                add(SstDump.name(true), SstDump.cpuMillis(files, true));
            }
        }
        table.print(out);
        out.println();
        out.println(
                tool
                        ? againstTheTool()
                        : "sst_dump is not installed (Debian package rocksdb-tools): no figures of it.");
    }

    private String againstTheTool() {
        return "Against sst_dump: " + times(false) + " without, " + times(true) + " with checksums.";
    }

    private String times(boolean verify) {
        return Spread.number(table.median(SstDump.name(verify), CPU)
                        / table.median(ScanLane.streamgauge(verify).name(), CPU))
                + " times as fast";
    }

    private void add(String lane, double cpuMillis) {
        table.add(lane, CPU, cpuMillis);
        table.add(lane, ENTRY, cpuMillis * 1e6 / files.entries());
    }

    private static void delete(Path directory) throws IOException {
        try (var found = Files.list(directory)) {
            for (Path file : found.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
