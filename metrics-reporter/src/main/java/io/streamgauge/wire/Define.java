package io.streamgauge.wire;

/** Entry kinds in define and forget frames. */
final class Define {

    static final int SCOPE = 1;
    static final int METRIC = 2;

    private Define() {}
}
