package io.streamgauge.checkpoint.storage.scheme;

import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.LocalStorage;
import io.streamgauge.checkpoint.storage.Storage;
import io.streamgauge.checkpoint.storage.StoragePath;
import io.streamgauge.checkpoint.storage.StoredFile;
import io.streamgauge.checkpoint.storage.s3.S3Settings;
import io.streamgauge.checkpoint.storage.s3.S3Storage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All storages in one: each path goes to the one of its scheme. No scheme and {@code file} are the local file system; {@code s3},
 * {@code s3a} and {@code s3p} are S3, which is set up with the first of its paths. Only then the AWS SDK is loaded, so that it need not be
 * there for others.
 */
public final class SchemeStorage implements Storage, AutoCloseable {
    private final Storage local;
    private final S3Settings s3Settings;
    private @Nullable S3Storage s3;
    private boolean closed;

    /** @param localRoots nothing outside of these is opened or listed, see {@link LocalStorage} */
    public SchemeStorage(List<Path> localRoots, S3Settings s3Settings) {
        this.local = new LocalStorage(localRoots);
        this.s3Settings = s3Settings;
    }

    @Override
    public List<StoredFile> list(String directory) throws IOException {
        return of(directory).list(directory);
    }

    @Override
    public ByteSource open(String file) throws IOException {
        return of(file).open(file);
    }

    /** Gives back what S3 holds. */
    @Override
    public synchronized void close() {
        closed = true;
        if (s3 != null) {
            s3.close();
        }
    }

    private Storage of(String text) throws IOException {
        StoragePath path;
        try {
            path = StoragePath.parse(text);
        } catch (InvalidPathException e) {
            throw (AccessDeniedException) new AccessDeniedException(text, null, e.getReason()).initCause(e);
        }
        if (path.scheme() == null) {
            return local;
        }
        if (path.scheme().equals(StoragePath.S3)) {
            return s3();
        }
        throw new AccessDeniedException(
                text,
                null,
                "expected a path of the local file system or of S3 (s3, s3a, s3p), found scheme " + path.scheme());
    }

    private synchronized Storage s3() throws IOException {
        if (closed) {
            throw new IOException("S3: used after it was closed");
        }
        @Nullable S3Storage known = s3;
        if (known != null) {
            return known;
        }
        try {
            S3Storage connected = S3Storage.connect(s3Settings);
            s3 = connected;
            return connected;
        } catch (NoClassDefFoundError e) {
            throw new IOException(
                    "S3: expected the AWS SDK in the class path, found no class " + e.getMessage()
                            + "; add software.amazon.awssdk:s3 and :url-connection-client",
                    e);
        }
    }
}
