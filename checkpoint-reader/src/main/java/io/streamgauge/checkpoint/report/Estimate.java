package io.streamgauge.checkpoint.report;

/**
 * A number that was inferred from a sample, with the interval that holds the truth with the given confidence.
 *
 * @param confidence a ratio, 0.95 for instance
 */
public record Estimate(double value, double low, double high, double confidence) {}
