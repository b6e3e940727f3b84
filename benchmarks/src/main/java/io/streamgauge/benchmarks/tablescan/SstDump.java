package io.streamgauge.benchmarks.tablescan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RocksDB's own tool in C++, of Debian's rocksdb-tools: iterates over all entries of a file; one process a file. */
final class SstDump {

    private static final Pattern ENTRIES = Pattern.compile("# entries: (\\d+)");
    private static final Pattern TIMES = Pattern.compile("cpu ([0-9.]+) ([0-9.]+)");

    private SstDump() {}

    static boolean isInstalled() {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Files.isExecutable(Path.of(directory, "sst_dump"))) {
                return true;
            }
        }
        return false;
    }

    static String name(boolean verify) {
        return "sst_dump --command=check" + (verify ? " --verify_checksum" : "");
    }

    /** User and system time of all processes, in milliseconds. */
    static double cpuMillis(TableFiles files, boolean verify) throws IOException, InterruptedException {
        double millis = 0;
        long entries = 0;
        for (Path file : files.files()) {
            String printed = run(file, verify);
            Matcher count = ENTRIES.matcher(printed);
            Matcher times = TIMES.matcher(printed);
            if (!count.find() || !times.find()) {
                throw new IllegalStateException(
                        "sst_dump: expected a count of entries and its times, found " + printed);
            }
            entries += Long.parseLong(count.group(1));
            millis += 1000 * (Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2)));
        }
        if (entries != files.entries()) {
            throw new IllegalStateException("sst_dump: expected " + files.entries() + " entries, found " + entries);
        }
        return millis;
    }

    /** The shell tells the times of its child, which Java does not once it has ended. */
    private static String run(Path file, boolean verify) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "TIMEFORMAT='cpu %U %S'; time \"$@\"",
                "bash",
                "sst_dump",
                "--command=check",
                "--show_properties",
                "--file=" + file));
        if (verify) {
            command.add("--verify_checksum");
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("sst_dump failed: " + printed);
        }
        return printed;
    }
}
