package io.streamgauge.agent.architecture.planted;

/** Planted: imported from below. */
public final class Root {
    private Root() {}
}
