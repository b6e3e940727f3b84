package io.streamgauge.reporter.profile;

import io.streamgauge.wire.profile.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A directory that only this user may enter, gone with all in it when closed. */
final class SpoolDirectory implements AutoCloseable {

    /** The path becomes a part of the profiler's command, in which commas and per cent signs have a meaning. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._+-]+");

    private static final String PREFIX = "streamgauge-profiler-";

    private final Path directory;

    private SpoolDirectory(Path directory) {
        this.directory = directory;
    }

    static SpoolDirectory create(Path parent) throws IOException, RefusedException {
        Path absolute = parent.toAbsolutePath().normalize();
        if (!PLAIN.matcher(absolute.toString()).matches()) {
            throw new RefusedException(
                    Refusal.UNSUPPORTED,
                    "directory " + absolute + ": expected a path of letters, digits and any of / . _ + -; set"
                            + " profiler.directory");
        }
        return new SpoolDirectory(Files.createTempDirectory(
                absolute, PREFIX, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    }

    /** Whether a file of this path was in such a directory, of this process or another. */
    static boolean isOurs(String path) {
        return path.contains("/" + PREFIX);
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    @Override
    public void close() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.collect(Collectors.toList());
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(directory);
    }
}
