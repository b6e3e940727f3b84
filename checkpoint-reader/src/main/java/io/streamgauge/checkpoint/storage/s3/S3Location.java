package io.streamgauge.checkpoint.storage.s3;

import io.streamgauge.checkpoint.storage.StoragePath;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.util.regex.Pattern;

/**
 * A place in S3.
 *
 * @param path as text it is the form that messages and lists have
 * @param bucket never empty
 * @param key without a slash at either end; empty for the bucket itself
 */
record S3Location(StoragePath path, String bucket, String key) {
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");

    /**
     * Where a path leads.
     *
     * @throws AccessDeniedException if that is not into a bucket
     */
    static S3Location of(String text) throws AccessDeniedException {
        StoragePath path;
        try {
            path = StoragePath.parse(text);
        } catch (InvalidPathException e) {
            throw (AccessDeniedException) new AccessDeniedException(text, null, e.getReason()).initCause(e);
        }
        if (!StoragePath.S3.equals(path.scheme())) {
            throw new AccessDeniedException(text, null, "expected a path in S3, as s3://BUCKET/KEY");
        }
        String bucket = path.authority();
        if (bucket.indexOf('@') >= 0) {
            // An old spelling has a secret before the @, so that is not shown.
            String host = bucket.substring(bucket.lastIndexOf('@') + 1);
            throw new AccessDeniedException(
                    "s3://" + host + path.path(),
                    null,
                    "found credentials in the path, expected only the bucket; they come from the environment, a profile or a role");
        }
        if (!BUCKET.matcher(bucket).matches()) {
            throw new AccessDeniedException(text, null, "expected the name of a bucket after s3://");
        }
        return new S3Location(path, bucket, path.path().substring(1));
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
