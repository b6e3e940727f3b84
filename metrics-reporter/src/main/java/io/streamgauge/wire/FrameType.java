package io.streamgauge.wire;

/** First byte of each frame. Numbers are never reused; a reader skips those it does not know. */
public final class FrameType {

    // Up: reporter to agent.
    public static final int HELLO = 1;
    public static final int DEFINE = 2;
    public static final int FORGET = 3;
    public static final int VALUES = 4;
    public static final int SPANS = 5;
    public static final int EVENTS = 6;
    public static final int PROBLEM = 7;
    public static final int PROFILE_CHUNK = 8;
    public static final int PROFILE_BEGUN = 9;
    public static final int PROFILE_END = 10;
    public static final int PROFILE_REFUSED = 11;

    // Down: agent to reporter.
    public static final int ACCEPTED = 0x41;
    public static final int PROFILE_START = 0x42;
    public static final int PROFILE_STOP = 0x43;

    private FrameType() {}
}
