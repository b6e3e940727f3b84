package io.streamgauge.agent.output.prometheus;

import io.streamgauge.agent.output.prometheus.series.LabelMode;

/**
 * How the metrics endpoint answers.
 *
 * @param queuedScrapes requests that wait for the one before; more are answered 503
 */
public record ExpositionSettings(LabelMode labels, int queuedScrapes) {

    public static ExpositionSettings defaults() {
        return new ExpositionSettings(LabelMode.STABLE, 16);
    }

    public ExpositionSettings {
        if (queuedScrapes <= 0) {
            throw new IllegalArgumentException(
                    "metrics.queuedScrapes: found " + queuedScrapes + ", expected more than 0");
        }
    }
}
