package io.streamgauge.agent.source.reporter;

import java.nio.ByteBuffer;

/** A far end that hears nothing. */
final class DeafPeer implements Peer {

    @Override
    public void send(ByteBuffer frame) {}

    @Override
    public void closeReplaced() {}
}
