package io.streamgauge.checkpoint.storage;

import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An absolute path as Flink writes it into checkpoints: {@code file:/a/b}, {@code file:///a/b}, {@code /a/b}, {@code s3://bucket/a}. Flink
 * does not escape what is in it (org.apache.flink.core.fs.Path), so a percent sign or a blank stands for itself.
 *
 * <p>Flink writes the scheme that the job used: {@code s3}, {@code s3a} and {@code s3p} choose a plugin and name the same object.
 *
 * @param scheme null where there is none, which is the local file system; {@link #S3} for any of S3's
 * @param authority bucket or host; empty where there is none
 * @param path starts with a slash and ends without one; without {@code .}, {@code ..} and empty names
 */
public record StoragePath(@Nullable String scheme, String authority, String path) {

    /** The scheme that stands for all of S3's. */
    public static final String S3 = "s3";

    private static final Set<String> S3_SCHEMES = Set.of(S3, "s3a", "s3p");

    /**
     * Takes a path apart and brings it into one form, so that two spellings of one path are equal.
     *
     * @throws InvalidPathException if it is not absolute, or has {@code ..} or a NUL in it: Flink writes neither, and they may lead anywhere
     */
    public static StoragePath parse(String text) {
        String scheme = null;
        String rest = text;
        int colon = text.indexOf(':');
        if (colon > 0 && text.indexOf('/') > colon) {
            scheme = text.substring(0, colon);
            rest = text.substring(colon + 1);
        }
        String authority = "";
        if (rest.startsWith("//") && scheme != null) {
            int end = rest.indexOf('/', 2);
            authority = end < 0 ? rest.substring(2) : rest.substring(2, end);
            rest = end < 0 ? "/" : rest.substring(end);
        }
        if (!rest.startsWith("/")) {
            throw new InvalidPathException(text, "expected an absolute path, found a relative one");
        }
        boolean local = scheme == null || (scheme.equals("file") && authority.isEmpty());
        if (scheme != null && S3_SCHEMES.contains(scheme)) {
            scheme = S3;
        }
        return new StoragePath(local ? null : scheme, authority, normalize(text, rest));
    }

    /** What a relative path names, seen from this directory; it must not lead out of it. */
    public StoragePath resolve(String relative) {
        if (relative.isEmpty() || relative.startsWith("/")) {
            throw new InvalidPathException(relative, "expected a relative path");
        }
        return new StoragePath(scheme, authority, normalize(relative, path + "/" + relative));
    }

    /** The directory that this is in; null for the root. */
    public @Nullable StoragePath parent() {
        int slash = path.lastIndexOf('/');
        return path.equals("/")
                ? null
                : new StoragePath(scheme, authority, slash == 0 ? "/" : path.substring(0, slash));
    }

    /** The last name in the path; empty for the root. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether this is the directory or anything below it. */
    public boolean isWithin(StoragePath directory) {
        return authority.equals(directory.authority)
                && String.valueOf(scheme).equals(String.valueOf(directory.scheme))
                && (path.equals(directory.path) || directory.path.equals("/") || path.startsWith(directory.path + "/"));
    }

    @Override
    public String toString() {
        return scheme == null ? path : scheme + "://" + authority + path;
    }

    private static String normalize(String text, String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/")) {
            if (name.equals("..")) {
                throw new InvalidPathException(text, "found '..', expected a path that only goes down");
            }
            if (name.indexOf('\0') >= 0) {
                throw new InvalidPathException(text.replace('\0', '?'), "found a NUL in a path");
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return "/" + String.join("/", names);
    }
}
