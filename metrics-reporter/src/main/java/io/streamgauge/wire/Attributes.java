package io.streamgauge.wire;

/** Value kinds of span and event attributes. */
final class Attributes {

    static final int STRING = 0;
    static final int LONG = 1;
    static final int DOUBLE = 2;
    static final int FALSE = 3;
    static final int TRUE = 4;

    private Attributes() {}
}
