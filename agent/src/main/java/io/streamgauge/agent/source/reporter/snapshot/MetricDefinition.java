package io.streamgauge.agent.source.reporter.snapshot;

import io.streamgauge.wire.MetricType;

/** A metric of a scope, under Flink's own name. */
public record MetricDefinition(String name, MetricType type) {}
