package io.streamgauge.reporter.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Memory limit and usage of the control group that bounds this process: of its own group and those above it, the one
 * with the lowest limit. Versions 1 and 2.
 */
final class ContainerMemory {

    /** Version 1 writes "no limit" as a number close to 2^63. */
    private static final long NO_LIMIT = 1L << 60;

    private final Path group;
    private final boolean version2;

    private ContainerMemory(Path group, boolean version2) {
        this.group = group;
        this.version2 = version2;
    }

    /** Null unless there is a limit. */
    static @Nullable ContainerMemory ofThisProcess() {
        return find(Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup"));
    }

    static @Nullable ContainerMemory find(Path membership, Path root) {
        String lines = read(membership);
        if (lines == null) {
            return null;
        }
        ContainerMemory found = null;
        for (String line : lines.split("\n")) {
            // hierarchy:controllers:path
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[0].equals("0") && parts[1].isEmpty()) {
                found = lowest(root, parts[2], true, found);
            } else if (parts.length == 3 && ("," + parts[1] + ",").contains(",memory,")) {
                found = lowest(root.resolve("memory"), parts[2], false, found);
            }
        }
        return found;
    }

    private static @Nullable ContainerMemory lowest(
            Path root, String path, boolean version2, @Nullable ContainerMemory soFar) {
        ContainerMemory lowest = soFar;
        Path group = root.resolve(path.replaceFirst("^/+", "")).normalize();
        if (!group.startsWith(root)) {
            // Inside a container the path may be that of the host: then the root is what we see of our group.
            group = root;
        }
        while (group != null && group.startsWith(root)) {
            ContainerMemory candidate = new ContainerMemory(group, version2);
            Long limit = candidate.limitBytes();
            Long lowestLimit = lowest == null ? null : lowest.limitBytes();
            if (limit != null && (lowestLimit == null || limit < lowestLimit)) {
                lowest = candidate;
            }
            group = group.getParent();
        }
        return lowest;
    }

    /** Null if there is none. */
    @Nullable
    Long limitBytes() {
        Long limit = number(version2 ? "memory.max" : "memory.limit_in_bytes");
        return limit == null || limit >= NO_LIMIT ? null : limit;
    }

    /** With the page cache. */
    @Nullable
    Long usageBytes() {
        return number(version2 ? "memory.current" : "memory.usage_in_bytes");
    }

    /** Without the part of the page cache that the kernel would give back first; what Kubernetes evicts by. */
    @Nullable
    Long workingSetBytes() {
        Long usage = usageBytes();
        String statistics = read(group.resolve("memory.stat"));
        if (usage == null || statistics == null) {
            return null;
        }
        String key = version2 ? "\ninactive_file " : "\ntotal_inactive_file ";
        int from = ('\n' + statistics).indexOf(key) + key.length() - 1;
        int to = statistics.indexOf('\n', from);
        Long inactive = from < key.length() - 1 || to < 0 ? null : parse(statistics.substring(from, to));
        return inactive == null ? null : Math.max(0, usage - inactive);
    }

    private @Nullable Long number(String file) {
        String text = read(group.resolve(file));
        return text == null ? null : parse(text);
    }

    /** Null for "max" and whatever else is no number. */
    private static @Nullable Long parse(String text) {
        String digits = text.trim();
        if (!digits.matches("\\d{1,20}")) {
            return null;
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return null;
        }
    }
}
