package io.streamgauge.agent.inspect;

import io.streamgauge.checkpoint.location.CheckpointLocator;
import io.streamgauge.checkpoint.location.LocatedCheckpoint;
import io.streamgauge.checkpoint.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the checkpoints at a place in the local file system or in S3, and says what is there where there are none. */
final class CheckpointFinder {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/.*");
    private static final Pattern FILE_URI =
            Pattern.compile("file:(?://(?:localhost)?(?=/))?(/.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern JOB_ID = Pattern.compile("[0-9a-f]{32}");
    private static final int MOST_LOOKED_INTO = 100;
    private static final int NAMED = 5;

    private CheckpointFinder() {}

    /**
     * All checkpoints at a place.
     *
     * @param place a {@code _metadata} file, a checkpoint, a savepoint, a job's directory or one above; a path, a {@code file:} URI,
     *     or one of S3
     * @throws InspectException if there is no complete one
     */
    static Found find(String place, RemoteStorage remote) throws IOException, InspectException {
        return RemoteStorage.has(place) ? remote(place, remote) : local(place);
    }

    private static Found remote(String place, RemoteStorage remote) throws IOException, InspectException {
        String text = place.replaceFirst("^[^:]+", "s3").replaceFirst("/+$", "");
        List<LocatedCheckpoint> located;
        try {
            located = new CheckpointLocator(remote.storage()).locate(text);
        } catch (InvalidPathException e) {
            throw new InspectException(
                    place + ": found " + e.getReason() + ", expected a path as s3://BUCKET/DIRECTORY");
        }
        if (located.isEmpty()) {
            throw new InspectException(
                    text + ": found no checkpoint right there, expected _metadata, chk-N, savepoint-..."
                            + " or the directories of jobs (32 hex digits)");
        }
        return found(text, located);
    }

    private static Found local(String place) throws IOException, InspectException {
        // Links are followed first: the names of directories tell of which job a checkpoint is.
        Path path = path(place).toRealPath();
        if (!Files.isDirectory(path) && !path.endsWith("_metadata")) {
            throw new InspectException(
                    path + ": found a file of another kind, expected _metadata or the directory that it is in");
        }
        List<LocatedCheckpoint> located = locate(path);
        if (located.isEmpty()) {
            throw new InspectException(path + ": found " + instead(path));
        }
        return found(path.toString(), located);
    }

    private static Found found(String place, List<LocatedCheckpoint> located) throws InspectException {
        List<LocatedCheckpoint> complete =
                located.stream().filter(LocatedCheckpoint::complete).toList();
        List<LocatedCheckpoint> incomplete =
                located.stream().filter(checkpoint -> !checkpoint.complete()).toList();
        if (complete.isEmpty()) {
            throw new InspectException(place + ": found " + incomplete.size()
                    + (incomplete.size() == 1 ? " checkpoint" : " checkpoints")
                    + " without _metadata, expected a complete one; being written, or abandoned: "
                    + names(incomplete));
        }
        return new Found(complete, incomplete);
    }

    /** Takes a path or a file: URI as Flink writes it, with nothing in it escaped. */
    static Path path(String place) throws InspectException {
        Matcher uri = FILE_URI.matcher(place);
        String text = uri.matches() ? uri.group(1) : place;
        Matcher scheme = SCHEME.matcher(text);
        if (scheme.matches()) {
            throw new InspectException(place + ": found the scheme " + scheme.group(1)
                    + ", expected a path of the local file system or of S3; copy the checkpoint with shared/ and taskowned/"
                    + " beside it and name the copy");
        }
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new InspectException(
                    "found " + e.getReason() + " in the path, expected one of the local file system");
        }
    }

    private static List<LocatedCheckpoint> locate(Path path) throws IOException {
        Path root = Files.isDirectory(path) ? path : path.resolveSibling("");
        return new CheckpointLocator(new LocalStorage(List.of(root))).locate(path.toString());
    }

    /** What is in a directory without checkpoints, as a hint to the right one. */
    private static String instead(Path path) throws IOException {
        List<Path> directories = directories(path);
        for (Path directory : directories) {
            List<LocatedCheckpoint> below = locate(directory);
            if (!below.isEmpty()) {
                return "no checkpoints right there, but in " + directory.getFileName() + ": name " + directory;
            }
        }
        long jobs = directories.stream()
                .filter(directory -> JOB_ID.matcher(name(directory)).matches())
                .count();
        if (jobs > 0 || JOB_ID.matcher(name(path)).matches()) {
            return "no checkpoint in the " + (jobs > 1 ? "directories of " + jobs + " jobs" : "directory of the job")
                    + ", expected chk-N: none has completed yet, or the job ended and kept none"
                    + " (execution.checkpointing.externalized-checkpoint-retention)";
        }
        String there = directories.isEmpty()
                ? "no directories"
                : "the directories "
                        + directories.stream()
                                .limit(NAMED)
                                .map(CheckpointFinder::name)
                                .collect(Collectors.joining(", "))
                        + (directories.size() > NAMED ? ", ..." : "");
        return there
                + ", expected _metadata, chk-N, savepoint-... or the directories of jobs (32 hex digits); Flink's setting"
                + " execution.checkpointing.dir (state.checkpoints.dir before 2.0) says where they are";
    }

    private static List<Path> directories(Path path) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, Files::isDirectory)) {
            for (Path entry : entries) {
                if (found.size() < MOST_LOOKED_INTO && Files.isReadable(entry) && !Files.isSymbolicLink(entry)) {
                    found.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(null);
        return found;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String names(List<LocatedCheckpoint> checkpoints) {
        return checkpoints.stream()
                        .limit(NAMED)
                        .map(checkpoint -> name(Path.of(checkpoint.directory())))
                        .collect(Collectors.joining(", "))
                + (checkpoints.size() > NAMED ? ", ..." : "");
    }
}
