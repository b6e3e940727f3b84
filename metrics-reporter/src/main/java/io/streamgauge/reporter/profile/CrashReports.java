package io.streamgauge.reporter.profile;

import io.streamgauge.wire.profile.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JVM's reports of crashes, left by processes that ran here before. One in which the profiler's own code was at work keeps the
 * profiler off, until a person takes it away or names it in the settings.
 */
final class CrashReports {

    /** How the JVM names reports, unless told otherwise; {@code %p} is its process id. */
    static final String NAME = "hs_err_pid%p.log";

    /** Libraries that are only listed stand without brackets, further down. */
    private static final String FRAME = "[libasyncProfiler";
    /** The header and the stack of the thread that crashed are at the top. */
    private static final int TOP_BYTES = 256 << 10;

    private static final int MAX_REPORTS = 100;
    private static final Pattern STACK_ENDS = Pattern.compile("(?m)^(Java frames|siginfo|Registers|-+  P R O C E S S)");

    private final Path directory;
    private final String glob;
    private final Set<String> ignored;

    /**
     * @param reports where the JVM leaves them, with {@code %p} for its process id
     * @param ignored names of files or paths that a person has seen
     */
    CrashReports(Path reports, Set<String> ignored) {
        Path parent = reports.getParent();
        this.directory = parent == null ? Path.of("") : parent;
        this.glob = String.valueOf(reports.getFileName())
                .replaceAll("[\\\\*?\\[\\]{}]", "?")
                .replace("%p", "*");
        this.ignored = ignored;
    }

    /** Refuses while there is a report that names the profiler. */
    void mustNotNameTheProfiler() throws RefusedException {
        try (DirectoryStream<Path> reports = Files.newDirectoryStream(directory, glob)) {
            int left = MAX_REPORTS;
            for (Path report : reports) {
                if (left-- > 0 && !isIgnored(report) && namesTheProfiler(report)) {
                    throw new RefusedException(
                            Refusal.CIRCUIT_OPEN,
                            "a crash in the profiler is reported in " + report
                                    + ": it stays off until that file is taken away, or named in"
                                    + " metrics.reporter.<name>.profiler.crash.ignored");
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // No such directory: no reports.
        }
    }

    private boolean isIgnored(Path report) {
        return ignored.contains(report.toString()) || ignored.contains(String.valueOf(report.getFileName()));
    }

    private static boolean namesTheProfiler(Path report) {
        String top;
        try (InputStream in = Files.newInputStream(report)) {
            top = new String(in.readNBytes(TOP_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return false;
        }
        Matcher stackEnds = STACK_ENDS.matcher(top);
        int frame = top.indexOf(FRAME);
        return frame >= 0 && (!stackEnds.find() || frame < stackEnds.start());
    }
}
