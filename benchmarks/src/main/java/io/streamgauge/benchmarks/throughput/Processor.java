package io.streamgauge.benchmarks.throughput;

import io.streamgauge.testbed.process.TestbedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where processes may run, and what CPU time they took, as Linux has it. */
final class Processor {

    private static final long NANOS_PER_TICK = 10_000_000;

    private Processor() {}

    /** The cores that we may use, by number. */
    static List<Integer> allowed() {
        List<Integer> cores = new ArrayList<>();
        for (String line : read(Path.of("/proc/self/status")).split("\n")) {
            if (line.startsWith("Cpus_allowed_list:")) {
                for (String range :
                        line.substring(line.indexOf(':') + 1).strip().split(",")) {
                    String[] ends = range.split("-");
                    for (int core = Integer.parseInt(ends[0]);
                            core <= Integer.parseInt(ends[ends.length - 1]);
                            core++) {
                        cores.add(core);
                    }
                }
            }
        }
        return cores;
    }

    /** Binds all threads of a process, and those to come, to one core. */
    static void pin(long pid, int core) throws IOException, InterruptedException {
        Process taskset = new ProcessBuilder("taskset", "-a", "-c", "-p", Integer.toString(core), Long.toString(pid))
                .redirectErrorStream(true)
                .start();
        String said = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // A thread that ends meanwhile is no failure: its successors inherit from one that was bound.
        if (taskset.waitFor() != 0 && !said.contains("No such process")) {
            throw new TestbedException("process " + pid + ": expected to be bound to core " + core + ", found " + said);
        }
    }

    /** CPU time of a process since it started, at the kernel's grain of 10 ms. */
    static long cpuNanos(long pid) {
        String stat = read(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NANOS_PER_TICK;
    }

    /** CPU time of those threads that live and whose name begins so. */
    static long cpuNanosOfThreads(long pid, List<String> prefixes) {
        long nanos = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads.toList()) {
                nanos += cpuNanosOfThread(thread, prefixes);
            }
        } catch (IOException e) {
            throw new TestbedException("process " + pid + ": CPU time of its threads: " + e, e);
        }
        return nanos;
    }

    private static long cpuNanosOfThread(Path thread, List<String> prefixes) throws IOException {
        try {
            String name = Files.readString(thread.resolve("comm"));
            return prefixes.stream().anyMatch(name::startsWith)
                    ? Long.parseLong(
                            Files.readString(thread.resolve("schedstat")).split(" ")[0])
                    : 0;
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new TestbedException(file + ": " + e, e);
        }
    }
}
