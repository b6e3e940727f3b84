package io.streamgauge.reporter.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Memory of this process as the kernel counts it. */
final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMemory() {}

    /** Null where there is no /proc. */
    static @Nullable Long residentBytes() {
        try {
            return residentBytes(Files.readString(STATUS, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return null;
        }
    }

    /** From a line such as {@code VmRSS:     12345 kB}. */
    static @Nullable Long residentBytes(String status) {
        int key = status.indexOf("VmRSS:");
        int unit = status.indexOf(" kB", key);
        if (key < 0 || unit < 0) {
            return null;
        }
        try {
            return Long.parseLong(status.substring(key + 6, unit).trim()) * 1024;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
