package io.streamgauge.agent.architecture.planted.source;

import io.streamgauge.agent.architecture.planted.inspect.KnowsHistory;

/** Planted: a part of the service knows a command. */
public final class KnowsInspect {
    private KnowsInspect() {}

    static Class<?> command() {
        return KnowsHistory.class;
    }
}
