package io.streamgauge.checkpoint.storage;

import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which files a checkpoint may name. A checkpoint is data: what it names is only opened where Flink puts the files of checkpoints.
 *
 * <p>For {@code BASE/JOB-ID/chk-N} that is everything below {@code BASE/JOB-ID}, and, since a job that claimed a checkpoint goes on using
 * the files of the job that made it, {@code shared}, {@code taskowned} and {@code chk-*} of any other {@code BASE/JOB-ID}. For any other
 * directory, as of a savepoint, it is that directory. Changelog files and claimed savepoints lie elsewhere: their roots are named by the
 * caller.
 */
public final class ReferencePolicy {
    private static final Pattern JOB_ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern CHECKPOINT = Pattern.compile("chk-[0-9]+");

    private final List<StoragePath> roots;
    private final @Nullable StoragePath base;

    private ReferencePolicy(List<StoragePath> roots, @Nullable StoragePath base) {
        this.roots = List.copyOf(roots);
        this.base = base;
    }

    /**
     * The rule for one checkpoint.
     *
     * @param checkpointDirectory where its {@code _metadata} is
     * @param extraRoots directories that it may name besides, with all below them
     * @throws InvalidPathException if one of them is not an absolute path without {@code ..}
     */
    public static ReferencePolicy of(String checkpointDirectory, List<String> extraRoots) {
        StoragePath directory = StoragePath.parse(checkpointDirectory);
        List<StoragePath> roots = new ArrayList<>();
        roots.add(directory);
        StoragePath job = CHECKPOINT.matcher(directory.name()).matches() ? directory.parent() : null;
        StoragePath base = null;
        if (job != null && JOB_ID.matcher(job.name()).matches()) {
            roots.add(job);
            base = job.parent();
        } else if (job != null) {
            // Without a directory per job (execution.checkpointing.create-subdir: false) shared files are beside chk-N.
            roots.add(job.resolve("shared"));
            roots.add(job.resolve("taskowned"));
        }
        extraRoots.forEach(root -> roots.add(StoragePath.parse(root)));
        return new ReferencePolicy(roots, base);
    }

    /** Whether a file may be opened. */
    public boolean allows(String file) {
        try {
            StoragePath path = StoragePath.parse(file);
            return roots.stream().anyMatch(path::isWithin) || isOfAnotherJob(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * As {@link #allows}.
     *
     * @throws AccessDeniedException if the file may not be opened; the message names the roots
     */
    public void check(String file) throws AccessDeniedException {
        if (!allows(file)) {
            throw new AccessDeniedException(
                    file,
                    null,
                    "named by a checkpoint, outside of " + roots
                            + (base == null ? "" : " and of the jobs' directories in " + base)
                            + "; if it belongs to the checkpoint, add its directory to the roots");
        }
    }

    private boolean isOfAnotherJob(StoragePath path) {
        if (base == null || !path.isWithin(base)) {
            return false;
        }
        String below =
                path.path().substring(base.path().equals("/") ? 0 : base.path().length());
        String[] names = below.split("/");
        return names.length > 3
                && JOB_ID.matcher(names[1]).matches()
                && (names[2].equals("shared")
                        || names[2].equals("taskowned")
                        || CHECKPOINT.matcher(names[2]).matches());
    }
}
