package io.streamgauge.agent.fact;

/** A Flink job. The id is new with each submission, the name is what people know it by. */
public record JobRef(String id, String name) {}
