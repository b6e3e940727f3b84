package io.streamgauge.agent.architecture.planted.config;

/** Planted: seen by a component. */
public final class Settings {
    private Settings() {}
}
