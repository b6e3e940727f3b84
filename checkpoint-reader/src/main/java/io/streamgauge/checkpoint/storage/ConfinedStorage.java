package io.streamgauge.checkpoint.storage;

import java.io.IOException;
import java.util.List;

/** A storage of which one checkpoint sees only what it may name. */
public final class ConfinedStorage implements Storage {
    private final Storage storage;
    private final ReferencePolicy policy;

    public ConfinedStorage(Storage storage, ReferencePolicy policy) {
        this.storage = storage;
        this.policy = policy;
    }

    @Override
    public List<StoredFile> list(String directory) throws IOException {
        policy.check(directory);
        return storage.list(directory);
    }

    @Override
    public ByteSource open(String file) throws IOException {
        policy.check(file);
        return storage.open(file);
    }
}
