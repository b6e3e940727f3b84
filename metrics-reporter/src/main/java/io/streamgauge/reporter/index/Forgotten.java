package io.streamgauge.reporter.index;

import java.util.Arrays;

/** Ids of metrics and scopes that are gone. Owned by the reporter's thread. */
public final class Forgotten {

    private int[] metrics = new int[16];
    private int[] scopes = new int[16];
    private int metricCount;
    private int scopeCount;

    void metric(int id) {
        if (metricCount == metrics.length) {
            metrics = Arrays.copyOf(metrics, metricCount * 2);
        }
        metrics[metricCount++] = id;
    }

    void scope(int id) {
        if (scopeCount == scopes.length) {
            scopes = Arrays.copyOf(scopes, scopeCount * 2);
        }
        scopes[scopeCount++] = id;
    }

    /** Adds those of the others that are below these ids: the rest was never told to the agent. */
    public void addAll(Forgotten others, int metricsBelow, int scopesBelow) {
        for (int i = 0; i < others.metricCount; i++) {
            if (others.metrics[i] < metricsBelow) {
                metric(others.metrics[i]);
            }
        }
        for (int i = 0; i < others.scopeCount; i++) {
            if (others.scopes[i] < scopesBelow) {
                scope(others.scopes[i]);
            }
        }
    }

    public int metricCount() {
        return metricCount;
    }

    public int metricAt(int index) {
        return metrics[index];
    }

    public int scopeCount() {
        return scopeCount;
    }

    public int scopeAt(int index) {
        return scopes[index];
    }

    public boolean isEmpty() {
        return metricCount == 0 && scopeCount == 0;
    }

    public void clear() {
        metricCount = 0;
        scopeCount = 0;
        if (metrics.length > 4096) {
            metrics = new int[16];
        }
        if (scopes.length > 4096) {
            scopes = new int[16];
        }
    }
}
