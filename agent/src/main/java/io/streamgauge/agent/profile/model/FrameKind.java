package io.streamgauge.agent.profile.model;

/** Where a frame's code comes from. */
public enum FrameKind {
    JAVA("java"),
    NATIVE("native"),
    KERNEL("kernel"),
    ROCKSDB("rocksdb"),
    /** Of the JVM itself: garbage collection, compilation, its runtime. */
    VM("vm");

    private final String text;

    FrameKind(String text) {
        this.text = text;
    }

    /** As the API spells it. */
    public String text() {
        return text;
    }
}
