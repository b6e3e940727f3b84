package io.streamgauge.reporter.profile;

import io.streamgauge.wire.profile.ProfileMode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How samples are taken, and what cannot be seen that way. */
final class Sight {

    /** async-profiler writes its settings into a recording's first 16 KiB, when it starts. */
    private static final int HEAD_BYTES = 64 << 10;

    /** In JFR: a text (3) of 6 bytes, the name of a setting; its value follows, again as 3 and its length. */
    private static final String SETTING = "\u0003\u0006engine\u0003";

    private final String engine;
    private final List<String> notSeen;

    private Sight(String engine, List<String> notSeen) {
        this.engine = engine;
        this.notSeen = notSeen;
    }

    /** Of a recording that has begun. */
    static Sight of(ProfileMode mode, Path recording) throws IOException {
        String said = said(recording);
        switch (mode) {
            case CPU:
                return new Sight(said, cpu(said));
            case WALL:
                return new Sight(
                        said,
                        List.of("CPU time: a thread that waits counts like one that works, whatever it waits for"));
            case ALLOC:
                return new Sight(
                        "alloc",
                        List.of("memory outside of the Java heap", "single allocations: one is taken in 512 KiB"));
            case LOCK:
                return new Sight(
                        "lock",
                        List.of("waits shorter than 100 microseconds", "locks of native code, such as RocksDB's"));
            default:
                return new Sight(
                        "nativemem",
                        List.of(
                                "memory that was allocated before the recording began",
                                "memory that was mapped and not allocated, such as direct buffers' own"));
        }
    }

    private static List<String> cpu(String engine) {
        List<String> notSeen = new ArrayList<>();
        if (!engine.equals("perf_events")) {
            notSeen.add(
                    "functions of the kernel: the process may not use perf events, so a system call shows as the call alone");
        }
        if (engine.equals("itimer")) {
            notSeen.add("the exact share of each thread: one timer serves them all");
        }
        return notSeen;
    }

    /** What the recording itself says; {@code unknown} if it says nothing. */
    private static String said(Path recording) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(recording)) {
            head = in.readNBytes(HEAD_BYTES);
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(SETTING);
        int from = at + SETTING.length() + 1;
        if (at < 0 || from > text.length()) {
            return "unknown";
        }
        int length = head[from - 1];
        return length > 0 && from + length <= text.length() ? text.substring(from, from + length) : "unknown";
    }

    String engine() {
        return engine;
    }

    List<String> notSeen() {
        return notSeen;
    }
}
