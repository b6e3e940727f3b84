package io.streamgauge.agent.architecture.planted.inspect;

import io.streamgauge.agent.architecture.planted.history.KnowsAnalysis;

/** Planted: the command that reads checkpoints knows a part of the service. */
public final class KnowsHistory {
    private KnowsHistory() {}

    static Class<?> history() {
        return KnowsAnalysis.class;
    }
}
