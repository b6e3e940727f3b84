package io.streamgauge.agent.output.prometheus.text;

/** An array that is compared by identity and never written again. */
public final class Bytes {

    public final byte[] array;

    public Bytes(byte[] array) {
        this.array = array;
    }
}
