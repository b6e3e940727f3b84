package io.streamgauge.testbed.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the kernel says of a process, ours or not. */
final class Pid {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Pid() {}

    /** The state letter of proc(5): R or S when it lives, T when stopped, Z when dead but not yet reaped; ' ' when unknown. */
    static char state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return ' ';
        }
    }

    /** The mask of proc(5): bit n - 1 is signal n. */
    static long ignoredSignals(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("SigIgn:")) {
                return Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16);
            }
        }
        throw new TestbedException("/proc/" + pid + "/status: expected a line SigIgn, found none");
    }

    static boolean isRunning(long pid) {
        return "RSDT".indexOf(state(pid)) >= 0;
    }

    static void awaitGone(long pid) {
        Await.upTo(LIMIT, "end of process " + pid).untilTrue(() -> !isRunning(pid));
    }
}
