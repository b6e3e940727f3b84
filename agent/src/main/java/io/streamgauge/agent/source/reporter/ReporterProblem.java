package io.streamgauge.agent.source.reporter;

/** Something that goes wrong inside a reporter; {@code total} counts this cause since its process started. */
public record ReporterProblem(ProcessIdentity process, String cause, String subject, long total) {}
