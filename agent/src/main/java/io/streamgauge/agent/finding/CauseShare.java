package io.streamgauge.agent.finding;

/**
 * One possible cause.
 *
 * @param probability 0..1; those of a finding add up to at most 1
 */
public record CauseShare(Cause cause, double probability) {}
