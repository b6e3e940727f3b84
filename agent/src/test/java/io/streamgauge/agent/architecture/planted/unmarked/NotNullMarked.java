package io.streamgauge.agent.architecture.planted.unmarked;

/** Planted: in a package without @NullMarked. */
public final class NotNullMarked {
    private NotNullMarked() {}
}
