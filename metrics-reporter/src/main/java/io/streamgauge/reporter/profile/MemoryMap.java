package io.streamgauge.reporter.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which copies of async-profiler are in the process. */
class MemoryMap {

    private static final String LIBRARY = "libasyncProfiler";
    /** What the kernel adds to the path of a file that is gone. */
    private static final String DELETED = " (deleted)";

    private final Path map;

    /** @param map {@code /proc/self/maps}, or what stands in for it */
    MemoryMap(Path map) {
        this.map = map;
    }

    /** Paths of the copies that are not ours; empty also where the system does not tell. */
    Set<String> foreignCopies() {
        Set<String> foreign = new TreeSet<>();
        // Paths are bytes of any encoding.
        try (Stream<String> lines = Files.lines(map, StandardCharsets.ISO_8859_1)) {
            lines.filter(line -> line.contains(LIBRARY)).forEach(line -> {
                String path = line.substring(Math.max(0, line.indexOf('/')));
                String file = path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
                if (!SpoolDirectory.isOurs(file)) {
                    foreign.add(file);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            return Set.of();
        }
        return foreign;
    }
}
