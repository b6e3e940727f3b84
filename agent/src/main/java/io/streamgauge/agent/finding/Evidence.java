package io.streamgauge.agent.finding;

/**
 * One number behind a finding.
 *
 * @param text what it is, for a person, the number included
 * @param unit "bytes", "keys", "keys/hour", "records/second", "ratio", "seconds"
 */
public record Evidence(String text, double value, String unit) {}
