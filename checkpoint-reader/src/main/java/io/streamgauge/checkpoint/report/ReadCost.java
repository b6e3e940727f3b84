package io.streamgauge.checkpoint.report;

import java.time.Duration;

/**
 * What a report cost.
 *
 * @param files opened, parts of merged files each
 * @param bytes read from storage
 * @param knownFiles whose content was remembered from an earlier report, so that they were not read again
 */
public record ReadCost(int files, long bytes, int knownFiles, Duration took) {}
