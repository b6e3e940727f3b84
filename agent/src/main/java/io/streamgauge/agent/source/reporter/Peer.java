package io.streamgauge.agent.source.reporter;

import java.nio.ByteBuffer;

/** The far end of a connection. Any thread. */
interface Peer {

    void send(ByteBuffer frame);

    /** Another connection speaks for this process. */
    void closeReplaced();
}
