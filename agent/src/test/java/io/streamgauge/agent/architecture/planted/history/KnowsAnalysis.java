package io.streamgauge.agent.architecture.planted.history;

import io.streamgauge.agent.architecture.planted.analysis.Impure;

/** Planted: the store knows an analysis. */
public final class KnowsAnalysis {
    private KnowsAnalysis() {}

    static Class<?> analysis() {
        return Impure.class;
    }
}
