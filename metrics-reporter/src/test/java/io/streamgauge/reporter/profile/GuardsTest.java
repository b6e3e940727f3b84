package io.streamgauge.reporter.profile;

import io.streamgauge.wire.profile.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** When the profiler must not start, and must not go on. */
class GuardsTest {

    private static final String FLINKS = "/tmp/libasyncProfiler-1418291912219009000.so";

    @TempDir
    private Path directory;

    static Guards nothingAmiss() {
        return guards(Set.of(), "", () -> 0);
    }

    /** In a process with these copies, whose Flink says this of its own. */
    static Guards guards(Set<String> copies, String flink, LongSupplier cpuNanos) {
        return new Guards(foreign(copies, flink), new CrashReports(Path.of("/nowhere/x%p"), Set.of()), cpuNanos);
    }

    private static ForeignProfilers foreign(Set<String> copies, String flink) {
        return new ForeignProfilers(
                new MemoryMap(Path.of("/nowhere")) {
                    @Override
                    Set<String> foreignCopies() {
                        return Set.copyOf(copies);
                    }
                },
                () -> flink);
    }

    private static void refused(Refusal reason, String text, Refusable what) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(what::run)
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason))
                .withMessageContaining(text);
    }

    private interface Refusable {
        void run() throws RefusedException;
    }

    @Test
    void copiesOfOthersAreFoundInTheMemoryMapAndOurOwnAreNot() throws IOException {
        String rest = " r-xp 00000000 fe:00 2146375                    ";
        Path map = Files.write(
                directory.resolve("maps"),
                List.of(
                        "7f08e1600000-7f08e167b000" + rest + FLINKS + " (deleted)",
                        "7f08e167b000-7f08e187a000" + rest + FLINKS + " (deleted)",
                        "7f08e187a000-7f08e187c000" + rest + "/opt/agent/libasyncProfiler.so",
                        "7f08e187c000-7f08e187d000" + rest
                                + "/tmp/streamgauge-profiler-12/libasyncProfiler.so (deleted)",
                        "7f08e187d000-7f08e187e000" + rest + "/lib/x86_64-linux-gnu/libc.so.6",
                        "7f08e187e000-7f08e187f000 rw-p 00000000 00:00 0"));
        assertThat(new MemoryMap(map).foreignCopies()).containsExactly("/opt/agent/libasyncProfiler.so", FLINKS);
        assertThat(new MemoryMap(directory.resolve("none")).foreignCopies()).isEmpty();
    }

    @Test
    void aCopyThatWorksOrMayWorkIsNotWorkedBeside() throws RefusedException {
        refused(Refusal.FOREIGN_PROFILER, FLINKS, () -> foreign(Set.of(FLINKS), "")
                .mustRest(Set.of(FLINKS)));
        refused(Refusal.FOREIGN_PROFILER, "Flink's own profiler is running", () -> foreign(
                        Set.of(FLINKS), "Profiling is running for 3 seconds")
                .mustRest(Set.of(FLINKS)));
        foreign(Set.of(FLINKS), "Profiler is not active\n").mustRest(Set.of(FLINKS));
        foreign(Set.of(), "Profiling is running for 3 seconds").mustRest(Set.of());
    }

    @Test
    void whereFlinkHasNoCopyOrNeverUsedItNothingIsSaid() {
        assertThat(new FlinksProfiler(ClassLoader.getPlatformClassLoader()).get())
                .isEmpty();
    }

    @Test
    void samplesMustComeWhileTheProcessWorks() throws RefusedException {
        AtomicLong cpu = new AtomicLong();
        Heartbeat heartbeat = new Heartbeat(cpu::get, 1_000_000);
        cpu.set(100_000_000);
        heartbeat.check("samples_total 0");
        cpu.set(101_000_000);
        heartbeat.check("mem_kb 4\nsamples_total 7\n");
        cpu.set(201_000_000);
        heartbeat.check("samples_total 7");
        cpu.set(202_000_000);
        refused(Refusal.FOREIGN_PROFILER, "no samples in 101 ms of CPU time", () -> heartbeat.check("samples_total 7"));
        heartbeat.check("samples_total 8");
        cpu.set(Long.MAX_VALUE);
        heartbeat.check("a profiler that does not count");
    }

    private CrashReports reports(String... ignored) {
        return new CrashReports(directory.resolve(CrashReports.NAME), Set.of(ignored));
    }

    private Path report(String name, String frames) throws IOException {
        return Files.writeString(
                directory.resolve(name),
                "#\n# A fatal error has been detected by the Java Runtime Environment:\n#\n"
                        + "#  SIGSEGV (0xb) at pc=0x00007fb9648d2f94, pid=28733, tid=28734\n#\n"
                        + "Native frames: (J=compiled Java code, j=interpreted, Vv=VM code, C=native code)\n"
                        + frames
                        + "\n\nJava frames: (J=compiled Java code, j=interpreted, Vv=VM code)\n"
                        + "\nsiginfo: si_signo: 11 (SIGSEGV)\n\nEvent: 0.207 Loaded shared library " + FLINKS
                        + "\nSIGPROF: crash_handler in [libasyncProfiler.so+0x1], mask=\n"
                        + "7fb938c00000-7fb938c7b000 r-xp 00000000 fe:00 2269241  " + FLINKS + "\n");
    }

    @Test
    void aCrashInTheProfilerKeepsItOffUntilAPersonSawIt() throws Exception {
        Path report = report(
                "hs_err_pid77.log",
                "V  [libjvm.so+0xed2f94]  AsyncGetCallTrace+0x124\nC  [libasyncProfiler.so+0x1234]  Profiler::recordSample");
        refused(Refusal.CIRCUIT_OPEN, report.toString(), reports()::mustNotNameTheProfiler);
        refused(Refusal.CIRCUIT_OPEN, "crash.ignored", reports("hs_err_pid78.log")::mustNotNameTheProfiler);
        reports("hs_err_pid77.log").mustNotNameTheProfiler();
        reports(report.toString()).mustNotNameTheProfiler();
        Files.delete(report);
        reports().mustNotNameTheProfiler();
    }

    @Test
    void anyOtherCrashIsNotLaidAtItsDoor() throws Exception {
        report(
                "hs_err_pid77.log",
                "V  [libjvm.so+0xed2f94]  Unsafe_PutLong+0x124\nj  sun.misc.Unsafe.putAddress(JJ)V+4");
        report("hs_err_pid78.log", "C  [librocksdbjni.so+0x1]  rocksdb::DBImpl::Get");
        Files.write(directory.resolve("hs_err_pid79.log"), new byte[1 << 20]);
        Files.writeString(directory.resolve("other.log"), "C  [libasyncProfiler.so+0x1]");
        Files.createDirectory(directory.resolve("hs_err_pid80.log"));
        reports().mustNotNameTheProfiler();
    }

    @Test
    void reportsAreFoundWhereTheJvmWasToldToLeaveThem() throws Exception {
        report("crash [7].txt", "C  [libasyncProfiler.so+0x1]");
        CrashReports told = new CrashReports(directory.resolve("crash [%p].txt"), Set.of());
        refused(Refusal.CIRCUIT_OPEN, "crash [7].txt", told::mustNotNameTheProfiler);
        assertThatCode(new CrashReports(Path.of("relative.log"), Set.of())::mustNotNameTheProfiler)
                .doesNotThrowAnyException();
        assertThatCode(new CrashReports(directory.resolve("none/x"), Set.of())::mustNotNameTheProfiler)
                .doesNotThrowAnyException();
    }

    @Test
    void thisProcessMayBeProfiled() throws RefusedException {
        assertThat(Guards.ofThisProcess(Set.of()).beforeStart()).isEmpty();
    }
}
