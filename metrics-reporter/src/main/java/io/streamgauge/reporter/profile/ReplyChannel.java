package io.streamgauge.reporter.profile;

import java.nio.ByteBuffer;

/** The connection over which an agent asked. Thread-safe. */
public interface ReplyChannel {

    /** The agent can still be told. */
    boolean isOpen();

    /** A short frame; goes with metrics, in order. Never waits. */
    void answer(ByteBuffer frame);

    /**
     * A part of a recording; gives way to metrics. Waits until it is with the network.
     *
     * @return false if the connection is over
     */
    boolean sendChunk(ByteBuffer frame) throws InterruptedException;
}
