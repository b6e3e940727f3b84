package io.streamgauge.checkpoint.read;

import io.streamgauge.checkpoint.StorageUnavailableException;
import io.streamgauge.checkpoint.SupersededException;
import io.streamgauge.checkpoint.draft.FilePlace;
import io.streamgauge.checkpoint.location.ReferenceResolver;
import io.streamgauge.checkpoint.metadata.StreamHandle;
import io.streamgauge.checkpoint.storage.ByteSource;
import io.streamgauge.checkpoint.storage.ReadMeter;
import io.streamgauge.checkpoint.storage.Storage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** The files of one checkpoint while it is read. One thread. */
final class CheckpointFiles implements AutoCloseable {
    private final Storage storage;
    private final String directory;
    private final ReferenceResolver resolver;
    private final SeenFiles seen;
    private final ReadMeter meter;
    private int known;

    /** @param metadata the open {@code _metadata}, which becomes this object's own */
    CheckpointFiles(Storage storage, String directory, ByteSource metadata, SeenFiles seen, ReadMeter meter) {
        this.storage = storage;
        this.directory = directory;
        this.resolver = new ReferenceResolver(storage, directory, metadata);
        this.seen = seen;
        this.meter = meter;
    }

    ByteSource open(StreamHandle handle) throws IOException {
        return resolver.open(handle);
    }

    /** What makes a file the same one in another checkpoint. */
    FilePlace place(StreamHandle handle) {
        if (handle instanceof StreamHandle.KeyGroupStream keyGroups) {
            return place(keyGroups.stream());
        }
        if (handle instanceof StreamHandle.Segment segment) {
            return new FilePlace(segment.path(), segment.offset(), segment.sizeBytes());
        }
        if (handle instanceof StreamHandle.AbsoluteFile file) {
            return new FilePlace(file.path(), 0, file.sizeBytes());
        }
        if (handle instanceof StreamHandle.RelativeFile file) {
            return new FilePlace(directory + "/" + file.path(), 0, file.sizeBytes());
        }
        if (handle instanceof StreamHandle.Inline inline) {
            // The name stays the same while later checkpoints carry the bytes along; it is unique within a job.
            return new FilePlace(parent(directory) + "/#" + inline.name(), -1, inline.sizeBytes());
        }
        return new FilePlace("", 0, 0);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    SeenFiles seen() {
        return seen;
    }

    long bytesRead() {
        return meter.bytesRead();
    }

    long filesOpened() {
        return meter.filesOpened();
    }

    void countKnown() {
        known++;
    }

    int known() {
        return known;
    }

    /**
     * Why something was not read.
     *
     * @throws SupersededException if it is because the checkpoint is gone
     * @throws StorageUnavailableException if it is because the storage is: every other file would be waited for in vain
     */
    String why(IOException e) throws SupersededException, StorageUnavailableException {
        if (e instanceof StorageUnavailableException unavailable) {
            throw unavailable;
        }
        if (e instanceof SupersededException superseded) {
            throw superseded;
        }
        // Of a moved checkpoint it is the place that it names that is denied, while the file is gone from where it is.
        if ((e instanceof NoSuchFileException || e instanceof AccessDeniedException) && isGone()) {
            throw new SupersededException(directory, e);
        }
        String message = String.valueOf(e.getMessage());
        if (e instanceof NoSuchFileException) {
            return "there is no file " + message;
        }
        return e instanceof AccessDeniedException ? "access denied: " + message : message;
    }

    private boolean isGone() throws StorageUnavailableException {
        try (ByteSource metadata = storage.open(directory + "/_metadata")) {
            return metadata.size() < 0;
        } catch (NoSuchFileException e) {
            return true;
        } catch (StorageUnavailableException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        resolver.close();
    }
}
