package io.streamgauge.reporter.profile;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import io.streamgauge.wire.profile.ProfileMode;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What must hold before the profiler starts, and while it works. */
final class Guards {

    private final ForeignProfilers foreign;
    private final CrashReports crashes;
    private final LongSupplier processCpuNanos;

    Guards(ForeignProfilers foreign, CrashReports crashes, LongSupplier processCpuNanos) {
        this.foreign = foreign;
        this.crashes = crashes;
        this.processCpuNanos = processCpuNanos;
    }

    /** Of this process. */
    static Guards ofThisProcess(Set<String> ignoredCrashes) {
        return new Guards(
                new ForeignProfilers(
                        new MemoryMap(Path.of("/proc/self/maps")),
                        new FlinksProfiler(ClassLoader.getSystemClassLoader())),
                new CrashReports(crashReports(), ignoredCrashes),
                Guards::cpuNanos);
    }

    private static long cpuNanos() {
        java.lang.management.OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof OperatingSystemMXBean ? ((OperatingSystemMXBean) system).getProcessCpuTime() : 0;
    }

    /** Where this JVM would leave a report: as it was told, else where it was started, else in the directory for temporary files. */
    private static Path crashReports() {
        String told = errorFile();
        if (!told.isEmpty()) {
            return Path.of(told).toAbsolutePath();
        }
        Path started = Path.of("").toAbsolutePath();
        Path directory = Files.isWritable(started) ? started : Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        return directory.resolve(CrashReports.NAME);
    }

    /** Refuses if the profiler may not start here. Returns what else is loaded, and rests. */
    Set<String> beforeStart() throws RefusedException {
        crashes.mustNotNameTheProfiler();
        Set<String> copies = foreign.copies();
        foreign.mustRest(copies);
        return copies;
    }

    private static String errorFile() {
        try {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption("ErrorFile")
                    .getValue();
        } catch (RuntimeException | LinkageError e) {
            // Not HotSpot, which has reports of its own kind.
            return "";
        }
    }

    /** For a recording that has begun. */
    Watch watch(ProfileMode mode, int intervalMicros, Set<String> copiesBefore) {
        // Only time on a CPU must make samples.
        Heartbeat heartbeat = mode == ProfileMode.CPU
                ? new Heartbeat(processCpuNanos, TimeUnit.MICROSECONDS.toNanos(intervalMicros))
                : null;
        return new Watch(foreign, copiesBefore, heartbeat);
    }
}
