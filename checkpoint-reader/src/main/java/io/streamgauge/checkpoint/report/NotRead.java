package io.streamgauge.checkpoint.report;

/**
 * Something that is missing in a report.
 *
 * @param what for example "key groups" or a file
 * @param why a sentence without a full stop
 */
public record NotRead(String what, String why) {}
