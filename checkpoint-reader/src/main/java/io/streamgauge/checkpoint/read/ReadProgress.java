package io.streamgauge.checkpoint.read;

/** Follows a long reading. Called on the thread that reads, often: implementations are quick. */
@FunctionalInterface
public interface ReadProgress {

    ReadProgress NONE = (done, total) -> true;

    /**
     * Some more was read of the data.
     *
     * @param bytesTotal an estimate
     * @return false to stop: the reading then ends with a {@link java.util.concurrent.CancellationException}
     */
    boolean advanced(long bytesDone, long bytesTotal);
}
