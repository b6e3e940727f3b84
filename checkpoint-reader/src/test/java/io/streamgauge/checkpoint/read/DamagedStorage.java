package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.MemorySource;
import io.streamgauge.checkpoint.storage.Storage;
import io.streamgauge.checkpoint.storage.StoredFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A storage in which things go wrong; tells what was opened. */
final class DamagedStorage implements Storage {
    private final Storage storage;
    private final Set<String> missing = new HashSet<>();
    private final Set<String> denied = new HashSet<>();
    private final Set<String> damaged = new HashSet<>();
    private final List<String> opened = new ArrayList<>();
    private int vanishesAfter = Integer.MAX_VALUE;

    DamagedStorage(Storage storage) {
        this.storage = storage;
    }

    DamagedStorage missing(String name) {
        missing.add(name);
        return this;
    }

    DamagedStorage denied(String name) {
        denied.add(name);
        return this;
    }

    /** Each byte in the last kilobyte is another. */
    DamagedStorage damaged(String name) {
        damaged.add(name);
        return this;
    }

    /** All files are gone after so many were opened. */
    DamagedStorage vanishesAfter(int files) {
        vanishesAfter = files;
        return this;
    }

    List<String> opened() {
        return opened;
    }

    @Override
    public List<StoredFile> list(String directory) throws IOException {
        return storage.list(directory);
    }

    @Override
    public ByteSource open(String file) throws IOException {
        String name = file.substring(file.lastIndexOf('/') + 1);
        if (missing.contains(name) || opened.size() >= vanishesAfter) {
            throw new NoSuchFileException(file);
        }
        if (denied.contains(name)) {
            throw new AccessDeniedException(file);
        }
        ByteSource source = storage.open(file);
        opened.add(name);
        if (!damaged.contains(name)) {
            return source;
        }
        byte[] bytes = new byte[(int) source.size()];
        source.read(0, bytes, 0, bytes.length);
        source.close();
        for (int i = Math.max(0, bytes.length - 1024); i < bytes.length; i++) {
            bytes[i] ^= 0x55;
        }
        return new MemorySource(file, bytes);
    }
}
