package io.streamgauge.reporter;

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
        for (String line : status.split("\n")) {
            if (line.startsWith("VmRSS:")) {
                String[] words = line.substring(6).trim().split("\\s+");
                return words.length == 2 && words[0].matches("\\d{1,15}") ? Long.parseLong(words[0]) * 1024 : null;
            }
        }
        return null;
    }
}
