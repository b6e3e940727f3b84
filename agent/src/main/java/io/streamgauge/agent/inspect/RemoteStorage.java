package io.streamgauge.agent.inspect;

import io.streamgauge.checkpoint.storage.Storage;
import io.streamgauge.checkpoint.storage.s3.S3Settings;
import io.streamgauge.checkpoint.storage.scheme.SchemeStorage;
import java.util.List;
import java.util.regex.Pattern;

/** Checkpoints that are not in the local file system. Connects with the first one. One thread. */
final class RemoteStorage implements AutoCloseable {
    private static final Pattern REMOTE = Pattern.compile("s3[ap]?://.*", Pattern.CASE_INSENSITIVE);

    private final SchemeStorage storage;

    RemoteStorage(S3Settings settings) {
        // What lies in a bucket may name nothing in the local file system.
        this.storage = new SchemeStorage(List.of(), settings);
    }

    /** Whether this is a path in S3. */
    static boolean has(String path) {
        return REMOTE.matcher(path).matches();
    }

    Storage storage() {
        return storage;
    }

    @Override
    public void close() {
        storage.close();
    }
}
