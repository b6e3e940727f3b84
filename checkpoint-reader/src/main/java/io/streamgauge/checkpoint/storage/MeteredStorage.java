package io.streamgauge.checkpoint.storage;

import java.io.IOException;
import java.util.List;

/** Counts what is read of a storage. What failed is not counted. */
public final class MeteredStorage implements Storage {
    private final Storage storage;
    private final ReadMeter meter;

    public MeteredStorage(Storage storage, ReadMeter meter) {
        this.storage = storage;
        this.meter = meter;
    }

    @Override
    public List<StoredFile> list(String directory) throws IOException {
        List<StoredFile> found = storage.list(directory);
        meter.listed();
        return found;
    }

    @Override
    public ByteSource open(String file) throws IOException {
        ByteSource source = storage.open(file);
        meter.opened();
        return new MeteredSource(source);
    }

    private final class MeteredSource implements ByteSource {
        private final ByteSource source;

        MeteredSource(ByteSource source) {
            this.source = source;
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public long size() {
            return source.size();
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) throws IOException {
            source.read(position, target, offset, length);
            meter.read(length);
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
